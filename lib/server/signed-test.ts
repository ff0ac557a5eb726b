import "server-only";
import { randomUUID } from "node:crypto";
import { recordAudit } from "@/lib/db/audit";
import { expectedParts, signParts } from "@/lib/dintero/callback-signature";
import { callbackAddress } from "@/lib/domain/callback-address";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

const DEADLINE_MS = 9_000;

export interface SignedTest {
  /** What our own endpoint answered: 200 when it verified and kept the callback. */
  readonly status: number;
  readonly deliveryId: string;
  /** The order it was about. */
  readonly sessionId: string;
}

/**
 * Sends one callback to our own public address, signed as Dintero signs, about a real session of the account: the whole
 * way from outside, proxy included. In demo mode only: nobody else should be able to make Kontor sign anything.
 * @throws AppError "not-found" outside demo mode, without a secret, or when Dintero has no session; "forbidden";
 * "upstream-..." when Dintero does not answer; "internal" when nothing listens at our public address
 */
export async function sendSignedTest(viewer: Viewer, origin: RequestOrigin): Promise<SignedTest> {
  const { db, env, dintero, now } = runtime();
  if (!viewer.may("callbacks.test")) throw new AppError("forbidden", `${viewer.role} may not send a test`);
  const [secret] = env.signatureSecrets;
  if (!env.isDemo || secret === undefined) throw new AppError("not-found", "no signed test outside the demo");

  const [transaction] = (await dintero.listTransactions({ limit: 20 })).entries.filter(
    ({ value }) => value.sessionId !== undefined,
  );
  const sessionId = transaction?.value.sessionId;
  if (transaction === undefined || sessionId === undefined)
    throw new AppError("not-found", "Dintero has no session to be called about");

  const address = new URL(callbackAddress(env.appUrl));
  const about = {
    transaction_id: transaction.value.id,
    session_id: sessionId,
    merchant_reference: transaction.value.merchantReference,
    time: transaction.value.createdAt,
  };
  for (const [name, value] of Object.entries(about)) {
    if (value !== undefined) address.searchParams.append(name, value);
  }
  const seconds = Math.floor(now() / 1000);
  const expectation = {
    accountId: env.accountId,
    endpoint: address,
    secrets: [secret],
    toleranceSeconds: 0,
  };
  const parts = expectedParts({ method: "POST", rawQuery: address.search.slice(1) }, seconds, expectation);
  const deliveryId = signParts(parts, secret);
  await recordAudit(db, {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action: "callbacks.test",
    outcome: "done",
    subject: { kind: "session", id: sessionId },
    ...origin,
  });
  const answer = await fetch(address, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "dintero-signature": `t=${seconds},v0-hmac-sha256=${deliveryId}`,
      "event-delivery": randomUUID(),
      "user-agent": "Kontor-Signed-Test",
    },
    body: JSON.stringify(transaction.document),
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).catch((error: unknown) => {
    throw new AppError("internal", "nothing answered at our own public address", { cause: error });
  });
  await answer.body?.cancel();
  return { status: answer.status, deliveryId, sessionId };
}
