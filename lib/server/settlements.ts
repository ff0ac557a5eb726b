import "server-only";
import { recordAudit } from "@/lib/db/audit";
import { listMatchedLines, sumMatchedLines } from "@/lib/db/settlement-lines";
import { readSettlementSync } from "@/lib/db/settlement-sync";
import { findSettlement, listHeldSettlements, listSettlementProviders } from "@/lib/db/settlements";
import { localDayOf, startOfDay } from "@/lib/domain/local-day";
import { type PayoutProblem, payoutDays } from "@/lib/domain/payout-query";
import { compareSettlement } from "@/lib/domain/settlement";
import {
  parseSettlementsQuery,
  type SettlementQuery,
  type SettlementsQuery,
  settlementHref,
  settlementsHref,
} from "@/lib/domain/settlement-query";
import type {
  HeldSettlement,
  ListedSettlement,
  SettlementDetail,
  SettlementList,
} from "@/lib/domain/settlement-report";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { orderHref } from "./order-href";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

const PAGE_SIZE = 50;

/** Reads the parameters of an address of the list. */
export function readSettlementsQuery(params: URLSearchParams): {
  readonly query: SettlementsQuery;
  readonly problems: readonly PayoutProblem[];
} {
  const { env, now } = runtime();
  return parseSettlementsQuery(params, localDayOf(now(), env.businessTimeZone));
}

/** The settlements of the days that are asked for. */
export async function readSettlements(viewer: Viewer, query: SettlementsQuery): Promise<SettlementList> {
  const accountId = accountFor(viewer);
  const { db, env, now } = runtime();
  const days = payoutDays(query, localDayOf(now(), env.businessTimeZone));
  const question = {
    from: startOfDay(days.from, env.businessTimeZone),
    to: startOfDay(days.to, env.businessTimeZone),
    provider: query.provider,
    paymentStatus: query.status,
    before: query.before,
    limit: PAGE_SIZE + 1,
  };
  const [found, sync, providers] = await Promise.all([
    listHeldSettlements(db, accountId, question),
    readSettlementSync(db, accountId),
    listSettlementProviders(db, accountId),
  ]);
  const page = found.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return {
    days,
    settlements: await compared(accountId, page),
    olderHref:
      found.length > PAGE_SIZE && last !== undefined
        ? settlementsHref({ ...query, before: { listedAt: last.listedAt, id: last.id } })
        : undefined,
    sync,
    providers,
  };
}

async function compared(
  accountId: string,
  settlements: readonly HeldSettlement[],
): Promise<readonly ListedSettlement[]> {
  const ids = settlements.map(({ id }) => id);
  const sums = await sumMatchedLines(runtime().db, accountId, ids);
  return settlements.map((settlement) => ({
    ...settlement,
    compared: compareSettlement(
      settlement.amounts,
      sums.filter(({ settlementId }) => settlementId === settlement.id),
    ),
    href: settlementHref(settlement.id),
  }));
}

const LINES = 100;

/** One settlement with the captures and refunds in it. @throws AppError "not-found", "audit-unavailable" */
export async function readSettlement(
  viewer: Viewer,
  id: string,
  query: SettlementQuery,
  origin: RequestOrigin,
): Promise<SettlementDetail> {
  const accountId = accountFor(viewer);
  const { db, now } = runtime();
  const held = await findSettlement(db, accountId, id);
  if (held === undefined) throw new AppError("not-found", "no such settlement");
  await recordAudit(db, {
    ...{ accountId, at: now(), actorId: viewer.userId, action: "settlements.read", outcome: "done" },
    subject: { kind: "settlement", id },
    ...origin,
  });
  const [settlements, found] = await Promise.all([
    compared(accountId, [held]),
    listMatchedLines(db, accountId, id, { after: query.after, limit: LINES + 1 }),
  ]);
  const [settlement] = settlements;
  if (settlement === undefined) throw new AppError("not-found", "no such settlement");
  const lines = found.slice(0, LINES);
  const last = lines.at(-1);
  return {
    settlement,
    lines: lines.map((line) => ({ ...line, href: orderHref(line).href })),
    nextHref:
      found.length > LINES && last !== undefined
        ? settlementHref(id, { after: { ...last, at: last.at ?? "-infinity" } })
        : undefined,
    mayHaveFiles: viewer.may("settlements.file"),
  };
}

function accountFor(viewer: Viewer): string {
  if (!viewer.may("settlements.read")) {
    throw new AppError("forbidden", `${viewer.role} may not read settlements`);
  }
  return runtime().env.accountId;
}
