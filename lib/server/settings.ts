import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import { writeWindows } from "@/lib/db/authorization-windows";
import { countOpenReservations } from "@/lib/db/open-reservations";
import { type HeldSetting, readSetting, writeSetting } from "@/lib/db/settings";
import { type AuthorizationWindows, knownWindow, type WindowSource } from "@/lib/domain/authorization-window";
import type { JsonObject } from "@/lib/domain/json";
import { PAYMENT_PRODUCT_TYPES } from "@/lib/domain/payment-product-types";
import { readSettingValue, type SettingName, type Settings } from "@/lib/domain/settings";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { parseJsonObject } from "./json-body";
import { requireMay } from "./log";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

const changeFields = z.strictObject({ value: z.unknown(), seen_version: z.int().min(0) });

/** What somebody wants a setting to be. */
interface WantedSetting<Name extends SettingName> {
  readonly value: Settings[Name];
  /** The version they had before their eyes. */
  readonly seenVersion: number;
}

/** `{ value, seen_version }` in `text`, a request's body. @throws AppError "invalid-request" */
export function parseSettingChange<Name extends SettingName>(name: Name, text: string): WantedSetting<Name> {
  const given = changeFields.safeParse(parseJsonObject(text));
  const value = given.success ? readSettingValue(name, given.data.value) : undefined;
  if (!given.success || value === undefined) throw new AppError("invalid-request", `not a change of ${name}`);
  return { value, seenVersion: given.data.seen_version };
}

/** Whether everybody must have a second factor, and who decided so. @throws AppError "forbidden" */
export async function readSecondFactorSetting(
  viewer: Viewer,
): Promise<HeldSetting<"isSecondFactorRequired">> {
  requireMay(viewer, "settings.manage");
  const { db, env } = runtime();
  return await readSetting(db, env.accountId, "isSecondFactorRequired");
}

/** @returns the new version @throws AppError "forbidden", "conflict" when somebody else changed it meanwhile */
export async function changeSecondFactorSetting(
  viewer: Viewer,
  { value, seenVersion }: WantedSetting<"isSecondFactorRequired">,
  origin: RequestOrigin,
): Promise<number> {
  requireMay(viewer, "settings.manage");
  const { db, env, now } = runtime();
  const at = now();
  return await db.transaction(async (tx) => {
    const name = "isSecondFactorRequired";
    const { value: before } = await readSetting(tx, env.accountId, name);
    const change = { name, value, seenVersion, by: viewer.userId, now: at } as const;
    const version = await writeSetting(tx, env.accountId, change);
    await recordChange({ viewer, at, origin }, name, { from: before, to: value }, tx);
    return version;
  });
}

/** A way to pay, and for how long it reserves money. */
export interface MethodWindow {
  readonly paymentProductType: string;
  /** Known of it without configuration; absent when nobody says anything. */
  readonly known?: { readonly days: number; readonly source: WindowSource } | undefined;
  /** Orders with something left to capture. */
  readonly open: number;
}

export interface WindowsSetting {
  readonly held: HeldSetting<"authorizationWindows">;
  /** Those with open reservations first, then by name. */
  readonly methods: readonly MethodWindow[];
}

/** The days of every method that Dintero documents, that an open reservation has, or that was configured. @throws AppError "forbidden" */
export async function readWindowsSetting(viewer: Viewer): Promise<WindowsSetting> {
  requireMay(viewer, "settings.manage");
  const { db, env } = runtime();
  const [held, reservations] = await Promise.all([
    readSetting(db, env.accountId, "authorizationWindows"),
    countOpenReservations(db, env.accountId),
  ]);
  const open = new Map(reservations.map(({ paymentProductType, count }) => [paymentProductType, count]));
  const names = new Set([...PAYMENT_PRODUCT_TYPES, ...open.keys(), ...Object.keys(held.value)]);
  const methods = [...names].map((paymentProductType) => ({
    paymentProductType,
    known: knownWindow(paymentProductType),
    open: open.get(paymentProductType) ?? 0,
  }));
  const isOpen = (method: MethodWindow) => (method.open > 0 ? 0 : 1);
  return {
    held,
    methods: methods.toSorted(
      (a, b) => isOpen(a) - isOpen(b) || a.paymentProductType.localeCompare(b.paymentProductType),
    ),
  };
}

/**
 * Writes the days of every method. What is reserved already is made again in the background, within a minute for some
 * thousands.
 * @returns the new version, and how many reservations are made again
 * @throws AppError "forbidden", "conflict" when somebody else changed them meanwhile
 */
export async function changeWindowsSetting(
  viewer: Viewer,
  { value, seenVersion }: WantedSetting<"authorizationWindows">,
  origin: RequestOrigin,
): Promise<{ readonly version: number; readonly due: number }> {
  requireMay(viewer, "settings.manage");
  const { db, env, now } = runtime();
  const at = now();
  return await db.transaction(async (tx) => {
    const change = { value, seenVersion, by: viewer.userId, now: at };
    const { before, due } = await writeWindows(tx, env.accountId, change);
    const details = { from: asJson(before), to: asJson(value) };
    await recordChange({ viewer, at, origin }, "authorizationWindows", details, tx);
    return { version: seenVersion + 1, due };
  });
}

function asJson(windows: AuthorizationWindows): JsonObject {
  return { ...windows };
}

function recordChange(
  by: { readonly viewer: Viewer; readonly at: number; readonly origin: RequestOrigin },
  name: SettingName,
  details: JsonObject,
  tx: Parameters<typeof recordAudit>[0],
): Promise<void> {
  return recordAudit(tx, {
    accountId: runtime().env.accountId,
    at: by.at,
    actorId: by.viewer.userId,
    action: "settings.manage",
    outcome: "done",
    subject: { kind: "setting", id: name },
    details,
    ...by.origin,
  });
}
