import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import { storyOf } from "@/lib/domain/advice";
import type { JsonObject } from "@/lib/domain/json";
import type { CallbackNote } from "@/lib/domain/order";
import { contextOf, type RelatedOrder } from "@/lib/domain/order-context";
import type { OrderView } from "@/lib/domain/order-view";
import { projectDocument } from "@/lib/domain/projection";
import { readOrder } from "@/lib/domain/read-order";
import type { Locale } from "@/lib/i18n/locale";
import { loadMessages } from "@/lib/i18n/messages";
import { OrderPage } from "./order-page";

interface Given {
  readonly session?: JsonObject;
  readonly transaction?: JsonObject;
  readonly personal?: "masked" | "clear";
  readonly callbacks?: readonly CallbackNote[];
  readonly related?: readonly RelatedOrder[];
}

/** For tests: what `lib/server` hands the page for these documents of Dintero's. */
export function orderViewOf(given: Given, now = Date.parse("2026-05-20T12:00:00Z")): OrderView {
  const personal = given.personal ?? "clear";
  const project = (document: JsonObject | undefined) => document && projectDocument(document, { personal });
  const documents = { session: project(given.session), transaction: project(given.transaction) };
  const session = documents.session && toSession(documents.session);
  const transaction = documents.transaction && toTransaction(documents.transaction);
  const order = readOrder({ session, transaction }, now, given.callbacks);
  return {
    session,
    transaction,
    sessionId: session?.id ?? transaction?.sessionId,
    transactionId: transaction?.id ?? session?.transactionId,
    order,
    context: contextOf(order, session?.createdAt ?? transaction?.createdAt, given.related ?? []),
    callbackStory: storyOf({ session, transaction }, { callbacks: given.callbacks }, now),
    documents,
    readAt: new Date(now).toISOString(),
    fetchedAt: new Date(now).toISOString(),
    source: "dintero",
    problems: {},
    siblings: [],
    contact: { isMasked: personal === "masked", canReveal: true, canErase: false },
    canReadRaw: false,
  };
}

/** The page as a browser gets it, in the shop's time zone. */
export function renderOrder(view: OrderView, locale: Locale = "en"): Promise<string> {
  return renderIn(locale, <OrderPage view={view} pageHref="https://kontor.example.com/sessions/x" />);
}

/** Any part of it. */
export async function renderIn(locale: Locale, part: ReactNode): Promise<string> {
  const messages = await loadMessages(locale);
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="Europe/Oslo">
      {part}
    </NextIntlClientProvider>,
  );
}

/** What a reader can find on the page: its text, and what stands behind it as a tooltip or a value. */
export function readableText(html: string): string {
  const behind = [...html.matchAll(/ (?:title|value|href|dateTime)="([^"]*)"/g)].map(([, text]) => text);
  return decoded(`${html.replaceAll(/<[^>]*>/g, " ")} ${behind.join(" ")}`);
}

/** The part of the page under one landmark; the empty text when it is not there. */
export function regionOf(html: string, name: string): string {
  const start = html.indexOf(`aria-label="${name}"`);
  return start < 0 ? "" : html.slice(start, html.indexOf("</section>", start));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

function decoded(html: string): string {
  return html.replaceAll(/&([\w#]+);/g, (entity, name) => ENTITIES[name] ?? entity);
}
