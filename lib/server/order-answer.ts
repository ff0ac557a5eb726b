import "server-only";
import { storyOf } from "@/lib/domain/advice";
import { callbackAddress } from "@/lib/domain/callback-address";
import { type CurrencyCode, type MinorUnits, type Money, minorUnits } from "@/lib/domain/minor-units";
import type { Check, Order, OrderDocuments } from "@/lib/domain/order";
import { contextOf } from "@/lib/domain/order-context";
import { readOrder } from "@/lib/domain/read-order";
import type { OrderAnswer, OrderJson } from "@/lib/queries/order-answer";
import { runtime } from "@/lib/runtime";
import { failureJson, type Surrounding } from "./failure-json";
import { findOrder } from "./find-order";
import { createdAtOf, oldestOf, projected, read, relatedTo } from "./orders";
import type { RequestOrigin } from "./request-origin";
import { type Sentences, sentencesIn } from "./sentences";
import type { Viewer } from "./viewer";

/**
 * The proxied look-up of CONTRACT section 4: Dintero's own objects as the role may see them (none for a role that may
 * not read raw JSON) and what is derived from them, in the viewer's language. Contact data is clear where the role may
 * see it raw, and the audit then says "raw.read"; what is derived from masked documents holds nothing more.
 */
export async function answerOrder(
  viewer: Viewer,
  kind: "session" | "transaction",
  id: string,
  origin: RequestOrigin,
): Promise<OrderAnswer> {
  const { env, now } = runtime();
  const isRaw = viewer.may("raw.personal");
  const action = isRaw ? "raw.read" : "orders.read";
  const found = await findOrder(viewer, { kind, id, isForPage: false, action }, origin);
  const documents = projected(found, isRaw ? "clear" : "masked");
  const halves = read(documents);
  const surroundings = { callbacks: found.callbacks, ownCallbackUrl: callbackAddress(env.appUrl) };
  const order = readOrder(halves, now(), surroundings.callbacks, surroundings.ownCallbackUrl);
  const context = {
    ...contextOf(order, createdAtOf(halves), await relatedTo(found)),
    callback: storyOf(halves, surroundings, now()),
  };
  const shown = viewer.may("raw.read") ? documents : {};
  return {
    session: shown.session,
    transaction: shown.transaction,
    order: toJson(order, halves, context, await sentencesIn(viewer.locale, env.businessTimeZone)),
    fetched_at: oldestOf(found),
    source: found.source,
  };
}

function toJson(
  order: Order,
  documents: OrderDocuments,
  context: Surrounding,
  sentences: Sentences,
): OrderJson {
  const { status, verdict, amounts, failure, advice, timeline, checks } = order;
  const { currency } = amounts;
  const money = (amount: MinorUnits): Money => ({ amount, currency });
  return {
    status,
    verdict: sentences.verdict(verdict, currency),
    amounts: {
      authorized: money(amounts.authorized),
      captured: money(amounts.captured),
      refunded: money(amounts.refunded),
      voided: money(amounts.voided),
      remaining: money(amounts.remaining),
    },
    failure: failure && failureJson(failure, order, documents, context, sentences),
    advice: advice && failureJson(advice, order, documents, context, sentences),
    timeline,
    checks: checks.map((check) => ({
      code: check.rule,
      message: sentences.check(check, currency),
      subject: check.subject,
      expected: figure(check, check.expected, currency),
      actual: figure(check, check.actual, currency),
    })),
  };
}

function figure(
  { unit }: Check,
  value: Check["expected"],
  currency: CurrencyCode,
): Money | string | number | undefined {
  return unit === "money" && typeof value === "number" ? { amount: minorUnits(value), currency } : value;
}
