import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DinteroError } from "@/lib/dintero/errors";
import { hasCode } from "@/lib/errors";
import { type ListIn, pagesOf, type Window } from "./list-window";

interface Entry {
  readonly id: string;
  readonly at: number;
}

const entryOf = ({ id }: Entry) => ({ value: { id }, document: {}, fetchedAt: "2026-05-12T10:00:00.000Z" });

/** A list over `entries` in the order they have when a page is asked for. */
function listOver(entries: () => readonly Entry[], isPagingBroken = false): ListIn<{ id: string }> {
  return async ({ from, to }, { limit, startingAfter }) => {
    const all = entries().filter(({ at }) => at >= from && at <= to);
    const place = all.findIndex(({ id }) => id === startingAfter);
    if (startingAfter !== undefined && place < 0 && !isPagingBroken)
      throw new DinteroError("upstream-error", "unexpected-status", "no such id", { status: 400 });
    const start = isPagingBroken ? 0 : place + 1;
    const page = all.slice(start, start + limit);
    return { entries: page.map(entryOf), unreadable: [], size: page.length, lastId: page.at(-1)?.id };
  };
}

async function idsIn(
  list: ListIn<{ id: string }>,
  window: Window,
  options?: { pageSize?: number; maxPages?: number },
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const page of pagesOf(list, window, options)) {
    for (const { value } of page.entries) ids.add(value.id);
  }
  return ids;
}

const HOUR = 3_600_000;
const entriesArbitrary = fc
  .array(fc.integer({ min: 0, max: HOUR }), { maxLength: 120 })
  .map((instants) => instants.map((at, index): Entry => ({ id: `e${index}`, at })));

describe("every entry of a window is read", () => {
  test("in whatever order Dintero lists, whether or not its paging works", async () => {
    const broken = fc.boolean();
    const sizes = fc.record({
      pageSize: fc.integer({ min: 2, max: 20 }),
      maxPages: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(entriesArbitrary, broken, sizes, async (entries, isBroken, options) => {
        // Paging that does not work at all can only tell apart what is in different seconds.
        const spread = isBroken ? entries.filter((_, index) => index < 2) : entries;
        const ids = await idsIn(
          listOver(() => spread, isBroken),
          { from: 0, to: HOUR },
          options,
        );
        expect([...ids].sort()).toEqual(spread.map(({ id }) => id).sort());
      }),
    );
  });

  test("without paging, by windows that get shorter", async () => {
    const entries = Array.from({ length: 200 }, (_, index) => ({ id: `e${index}`, at: index * 15_000 }));
    const ids = await idsIn(
      listOver(() => entries, true),
      { from: 0, to: HOUR },
      { pageSize: 10 },
    );
    expect(ids.size).toBe(200);
  });

  test("while others come, go and change places, if it is there all the time and keeps its place", async () => {
    const stay = Array.from({ length: 60 }, (_, index) => ({
      id: `stay${index}`,
      at: index * 60_000 - 1 + 1,
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(80), { maxLength: 12 }), async (moves) => {
        let asked = 0;
        const list = listOver(() => {
          // Newcomers stand at the head, as in a list that is newest first; some of them vanish again.
          const newcomers = moves
            .slice(asked % 3, asked)
            .map((at, index) => ({ id: `new${at}-${index}`, at: at * 1000 }));
          asked += 1;
          return [...newcomers, ...stay];
        });
        const ids = await idsIn(list, { from: 0, to: HOUR }, { pageSize: 7 });
        for (const { id } of stay) expect(ids.has(id)).toBe(true);
      }),
    );
  });
});

test("an answer that is too large is asked for again with fewer entries", async () => {
  const entries = Array.from({ length: 40 }, (_, index) => ({ id: `e${index}`, at: index }));
  const limits: number[] = [];
  const inner = listOver(() => entries);
  const list: ListIn<{ id: string }> = (window, page) => {
    limits.push(page.limit);
    if (page.limit > 12)
      throw new DinteroError("upstream-invalid-response", "too-large", "the answer is too large");
    return inner(window, page);
  };
  expect((await idsIn(list, { from: 0, to: HOUR })).size).toBe(40);
  expect(limits.slice(0, 4)).toEqual([50, 25, 13, 7]);
});

test("a second that holds more than paging can get at is refused, not skipped", async () => {
  const entries = Array.from({ length: 40 }, (_, index) => ({ id: `e${index}`, at: 5_000 }));
  const work = idsIn(
    listOver(() => entries, true),
    { from: 0, to: HOUR },
    { pageSize: 10 },
  );
  await expect(work).rejects.toSatisfy((error) => hasCode(error, "upstream-invalid-response"));
});
