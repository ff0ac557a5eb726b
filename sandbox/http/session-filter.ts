import { type JsonObject, objectAt, textAt } from "../json";
import {
  anyAt,
  fullName,
  instantRange,
  type ListFilter,
  optional,
  searchTest,
  type Test,
} from "./list-filter";
import { integer, type Query, text } from "./query";

/** Every filter of `GET /v1/sessions` (API.md 4.1). There is none for status. @throws Refusal */
export function readSessionFilter(query: Query): ListFilter {
  const ids = query.many("id", text);
  const transactionIds = query.many("transaction_id", text);
  const search = optional(query.one("search", text));
  const filter: ListFilter = {
    limit: query.one("limit", integer(1, 100)) ?? 10,
    startingAfter: query.one("starting_after", text),
    includes: [],
    created: instantRange(query, "created_at"),
    keys: [ids, transactionIds, search].find((values) => values.length > 0),
    tests: [
      ...anyAt(ids, ["id"]),
      ...anyAt(transactionIds, ["transaction_id"]),
      ...anyAt(query.many("store_id", text), ["order", "store", "id"]),
      ...search.map(
        (wanted): Test =>
          (document) =>
            searchTest(searchableInSession(document), wanted),
      ),
    ],
  };
  query.close();
  return filter;
}

function searchableInSession(document: JsonObject): (string | undefined)[] {
  return [
    textAt(document, "order", "merchant_reference"),
    textAt(document, "order", "merchant_reference_2"),
    fullName(objectAt(document, "order", "billing_address")),
    fullName(objectAt(document, "order", "shipping_address")),
  ];
}
