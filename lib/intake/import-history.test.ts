import { expect, test } from "vitest";
import { listFindings } from "@/lib/db/findings";
import { testDatabase } from "@/lib/db/test-database";
import { addDays, localDayOf } from "@/lib/domain/local-day";
import { gapCheck } from "./gap-check";
import { type ImportProgress, importHistory } from "./import-history";
import { reconcileDesk } from "./test-reconcile";

const { db } = testDatabase();
const DAY = 24 * 60;

async function importDesk() {
  const desk = await reconcileDesk(db);
  const today = localDayOf(Date.now(), "Europe/Oslo");
  const shown: ImportProgress[] = [];
  const deps = {
    ...desk.deps,
    onUnreadable: () => {},
    onProgress: (progress: ImportProgress) => void shown.push({ ...progress, tally: { ...progress.tally } }),
  };
  return {
    ...desk,
    today,
    shown,
    importing: (days: number, isAgain = false, changes: Partial<typeof deps> = {}) =>
      importHistory({ ...deps, ...changes }, { from: addDays(today, -days), to: today, isAgain }),
    check: (day: string) => gapCheck({ ...deps, source: "import" }, day),
  };
}

async function ordersOf(accountId: string) {
  const { rows } = await db.query<{ order_key: string; source: string }>(
    "select order_key, source from orders where account_id = $1 order by order_key",
    [accountId],
  );
  return rows;
}

test("an import takes in what was made on its days, newest first, as history and not as found by check", async () => {
  const desk = await importDesk();
  desk.put("new", [
    ["AUTHORIZE", 10],
    ["CAPTURE", 5],
  ]);
  desk.put("old", [
    ["AUTHORIZE", 3 * DAY],
    ["CAPTURE", 2 * DAY],
    ["REFUND", 60],
  ]);
  desk.put("ancient", [["AUTHORIZE", 9 * DAY]]);
  const { tally, daysRead } = await desk.importing(4);
  expect(daysRead).toBe(5);
  expect(tally.unreadable).toBe(0);
  const held = new Map((await ordersOf(desk.accountId)).map((row) => [row.order_key, row.source]));
  expect(held.get(`${desk.accountId}.snew`)).toBe("import");
  expect(held.get(`${desk.accountId}.sold`)).toBe("import");
  expect(held.has(`${desk.accountId}.sancient`)).toBe(false);
  expect(desk.shown[0]).toMatchObject({ day: desk.today, daysDone: 0, days: 5 });
  expect(await listFindings(db, desk.accountId, { limit: 10 })).toEqual([]);
});

test("a second import reads only what the first did not read whole; --again reads all and changes nothing", async () => {
  const desk = await importDesk();
  desk.put("old", [["AUTHORIZE", 3 * DAY]]);
  await desk.importing(5);
  desk.asked();
  const second = await desk.importing(5);
  // Today is not over yet.
  expect(second).toMatchObject({ tally: { changed: 0, fetched: 0 } });
  expect(second.daysKnown).toBeGreaterThanOrEqual(4);
  expect(desk.asked().length).toBeLessThan(10);
  const before = await ordersOf(desk.accountId);
  expect(await desk.importing(5, true)).toMatchObject({ daysRead: 6, tally: { changed: 0 } });
  expect(await ordersOf(desk.accountId)).toEqual(before);
});

test("an import that is cut off goes on where it was", async () => {
  const desk = await importDesk();
  desk.put("a", [["AUTHORIZE", 10]]);
  desk.put("z", [["AUTHORIZE", 4 * DAY]]);
  let lists = 0;
  const dintero = {
    ...desk.deps.dintero,
    listSessions: async (...given: Parameters<typeof desk.deps.dintero.listSessions>) => {
      lists += 1;
      if (lists === 6) throw new Error("killed");
      return await desk.deps.dintero.listSessions(...given);
    },
  };
  await expect(desk.importing(5, false, { dintero })).rejects.toThrow("killed");
  const second = await desk.importing(5);
  expect(second.daysKnown).toBeGreaterThan(0);
  const keys = (await ordersOf(desk.accountId)).map((row) => row.order_key);
  expect(keys).toEqual(expect.arrayContaining([`${desk.accountId}.sa`, `${desk.accountId}.sz`]));
});

test("two imports at once: the second says so and does nothing", async () => {
  const desk = await importDesk();
  const [first, second] = await Promise.allSettled([desk.importing(2), desk.importing(2)]);
  const failed = [first, second].filter((result) => result.status === "rejected");
  expect(failed).toMatchObject([{ reason: { code: "invalid-request" } }]);
});

test("the gap check says how many captures each side has, names what is missing and fetches it", async () => {
  const desk = await importDesk();
  desk.put("a", [
    ["AUTHORIZE", 3 * DAY],
    ["CAPTURE", 2 * DAY],
  ]);
  const day = localDayOf(Date.now() - 2 * DAY * 60_000, "Europe/Oslo");
  const first = await desk.check(day);
  expect(first.found).toContain(`${desk.accountId}.ta`);
  expect(first).toMatchObject({ held: first.atDintero, missing: [] });
  const second = await desk.check(day);
  expect(second).toMatchObject({ atDintero: first.atDintero, held: first.atDintero, missing: [], found: [] });
  desk.put(
    "b",
    [
      ["AUTHORIZE", 3 * DAY],
      ["CAPTURE", 2 * DAY],
    ],
    { amount: "a lot" },
  );
  expect(await desk.check(day)).toMatchObject({
    atDintero: first.atDintero + 1,
    held: first.atDintero,
    missing: [`${desk.accountId}.tb`],
  });
});
