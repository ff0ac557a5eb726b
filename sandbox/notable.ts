import { seedOrder } from "./held-documents";
import { textAt } from "./json";
import { NOTABLE_CASES, type NotableCase } from "./notable-cases";
import type { OrderRecord } from "./order-record";
import { IdBook } from "./shop/ids";
import { makeOrder } from "./shop/order";

/** An order worth looking at: a named case that is always there, whatever the number of orders and the seed. */
export interface NotableOrder {
  readonly name: NotableName;
  /** What there is to see, for a person. */
  readonly about: string;
  readonly merchantReference: string;
  /** Of the last session, where the reference was used more than once. */
  readonly sessionId: string;
  readonly transactionId?: string | undefined;
}

type NotableName = "seed" | keyof typeof NOTABLE_CASES;

/** The named orders of `accountId`, with their records. Their ids never change; their times follow `now` (ms). */
export function notableOrders(
  accountId: string,
  clientId: string,
  now: number,
): { order: NotableOrder; records: readonly OrderRecord[] }[] {
  const seed = seedOrder(accountId);
  const about = "Dintero's documented example: every field once, captures that do not add up";
  return [
    describe("seed", about, "<string>", [seed]),
    ...entriesOf(NOTABLE_CASES).map(([name, { about: text, scenario, hoursAgo }], index) => {
      const ids = new IdBook(accountId, `notable/${name}`);
      const reference = `KONTOR-${1_001 + index}`;
      const records = makeOrder({
        key: ["notable", name],
        scenario,
        accountId,
        clientId,
        reference,
        placedAt: now - hoursAgo * 3_600_000,
        now,
        idOf: (kind, attempt) => ids.idOf(kind, 0, attempt),
      });
      return describe(name, text, reference, records);
    }),
  ];
}

function entriesOf<K extends string>(cases: Readonly<Record<K, NotableCase>>): [K, NotableCase][] {
  const names = Object.keys(cases).filter((name): name is K => name in cases);
  return names.map((name) => [name, cases[name]]);
}

function describe(
  name: NotableName,
  about: string,
  merchantReference: string,
  records: readonly OrderRecord[],
): { order: NotableOrder; records: readonly OrderRecord[] } {
  const last = records.at(-1);
  return {
    records,
    order: {
      name,
      about,
      merchantReference,
      sessionId: textAt(last?.session, "id") ?? "",
      transactionId: textAt(last?.transaction, "id"),
    },
  };
}
