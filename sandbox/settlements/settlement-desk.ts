import { type Answer, badRequest, json, notFound } from "../http/answer";
import { instantRange, isBounded, isWithin } from "../http/list-filter";
import { from, integer, type Query, text } from "../http/query";
import { type JsonObject, objectsAt, textAt } from "../json";
import { attachmentAnswer } from "./attachment";
import type { SettlementBook } from "./settlement-book";

/** `GET /v1/accounts/{account}/settlements[/{id}/attachments/{id}]` (API.md 9). */
export class SettlementDesk {
  readonly #book: SettlementBook;
  readonly #accountId: string;

  constructor(book: SettlementBook, accountId: string) {
    this.#book = book;
    this.#accountId = accountId;
  }

  /** @throws Refusal */
  async list(query: Query): Promise<Answer> {
    const limit = query.one("limit", integer(1, 1000)) ?? 10;
    const settled = instantRange(query, "created_at");
    const created = instantRange(query, "item_created_at");
    const providers = query.many("payment_provider", text);
    const destination = query.one("payout_destination_id", text);
    const search = query.one("search", text);
    const afterId = query.one("starting_after_id", text);
    const afterDate = query.one("starting_after_date", from);
    query.close();
    const isByCreation = isBounded(created);
    if (isByCreation && isBounded(settled)) throw badRequest("created_at and item_created_at do not mix");
    if ((afterId === undefined) !== (afterDate === undefined)) {
      throw badRequest("starting_after_id and starting_after_date come together");
    }
    const field = isByCreation ? "created_at" : "settled_at";
    const range = isByCreation ? created : settled;
    const found = [...(await this.#book.all()).values()]
      .map(({ document }) => document)
      .filter(
        (document) =>
          (!isBounded(range) || isWithin(timeOf(document, field), range)) &&
          (providers.length === 0 || providers.includes(textAt(document, "provider") ?? "")) &&
          (destination === undefined || document.payout_destination_id === destination) &&
          (search === undefined || document.id === search),
      )
      .sort((one, other) => comparePlaces(placeOf(other, field), placeOf(one, field)));
    const after =
      afterId === undefined || afterDate === undefined ? undefined : { at: afterDate, id: afterId };
    const rest =
      after === undefined
        ? found
        : found.filter((document) => comparePlaces(placeOf(document, field), after) < 0);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return json(200, { items, ...(last === undefined ? {} : { last_evaluated_key: this.#keyOf(last) }) });
  }

  /** @throws Refusal */
  async attachment(settlementId: string, attachmentId: string, query: Query): Promise<Answer> {
    query.close();
    const settlement = (await this.#book.all()).get(settlementId);
    if (settlement === undefined) throw notFound();
    const known = objectsAt(settlement.document, "attachments").some(({ id }) => id === attachmentId);
    if (!known) throw notFound();
    return attachmentAnswer(settlement, attachmentId);
  }

  /** On every page that holds something, the last one included, as in the documented example. */
  #keyOf(document: JsonObject): JsonObject {
    return {
      id: document.id,
      account_id: this.#accountId,
      settled_at: document.settled_at,
      created_at: document.created_at,
    };
  }
}

interface Place {
  readonly at: number;
  readonly id: string;
}

function placeOf(document: JsonObject, field: string): Place {
  return { at: timeOf(document, field), id: textAt(document, "id") ?? "" };
}

function comparePlaces(one: Place, other: Place): number {
  return one.at - other.at || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

function timeOf(document: JsonObject, field: string): number {
  const at = Date.parse(textAt(document, field) ?? "");
  return Number.isNaN(at) ? 0 : at;
}
