import { beforeAll, describe, expect, test } from "vitest";
import { MAX_VIEWS } from "@/lib/domain/saved-view";
import { hasCode } from "@/lib/errors";
import { testDatabase } from "./test-database";
import { createUser } from "./users";
import {
  addView,
  changeView,
  changingViews,
  findDefaultView,
  getView,
  listViews,
  moveView,
  removeView,
  setDefaultView,
  type ViewScope,
} from "./views";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");
let kari: ViewScope;
let ola: ViewScope;

async function person(accountId: string, name: string): Promise<ViewScope> {
  const email = `${name.toLowerCase()}@${accountId.toLowerCase()}.example.com`;
  const { userId } = await createUser(db, accountId, { email, name, role: "finance" }, NOW);
  return { accountId, userId };
}

/** Two people of an account that only one test has. */
async function people(accountId: string): Promise<readonly [ViewScope, ViewScope]> {
  return [await person(accountId, "Kari"), await person(accountId, "Ola")];
}

const change = <T>(work: Parameters<typeof changingViews<T>>[2]) => changingViews(db, kari.accountId, work);
const add = (scope: ViewScope, name: string, isShared = false) =>
  changingViews(db, scope.accountId, (tx) =>
    addView(tx, scope, { name, query: "status=FAILED", isShared }, NOW),
  );
const names = async (scope: ViewScope) => (await listViews(db, scope)).map(({ name }) => name);
const refusedAs = (code: Parameters<typeof hasCode>[1]) => ({
  asymmetricMatch: (error: unknown) => hasCode(error, code),
});

beforeAll(async () => {
  [kari, ola] = await people("T00000001");
});

describe("whose view it is", () => {
  test("one's own comes before the shared ones; what others keep for themselves is not there", async () => {
    const [first, second] = await people("T00000002");
    const own = await add(first, "Mine");
    await add(second, "Theirs");
    await add(second, "Ours", true);
    expect(await names(first)).toEqual(["Mine", "Ours"]);
    expect(await names(second)).toEqual(["Theirs", "Ours"]);
    const refused = await Promise.allSettled([
      getView(db, second, own.id),
      changeView(db, second, own.id, { version: 1, name: "Taken" }, NOW),
      removeView(db, second, own.id, 1),
      moveView(db, second, own.id, "up"),
      setDefaultView(db, second, own.id),
    ]);
    expect(refused).toEqual(refused.map(() => ({ status: "rejected", reason: refusedAs("not-found") })));
    expect(await names(first)).toEqual(["Mine", "Ours"]);
  });

  test("a view of another account does not exist", async () => {
    const [stranger] = await people("T00000003");
    const shared = await add(kari, "Of this account", true);
    await expect(getView(db, stranger, shared.id)).rejects.toEqual(refusedAs("not-found"));
    expect(await names(stranger)).toEqual([]);
  });

  test("shared it is everybody's, and taken back it is the own view of who did, and nobody's default but theirs", async () => {
    const [first, second] = await people("T00000004");
    const { id } = await add(first, "Moves");
    const shared = await changeView(db, first, id, { version: 1, isShared: true }, NOW);
    expect(shared).toMatchObject({ isShared: true, version: 2, updatedBy: "Kari" });
    await setDefaultView(db, first, id);
    await setDefaultView(db, second, id);
    expect((await findDefaultView(db, second))?.id).toBe(id);
    await changeView(db, second, id, { version: 2, isShared: false }, NOW);
    expect(await names(first)).toEqual([]);
    expect(await findDefaultView(db, first)).toBeUndefined();
    expect(await findDefaultView(db, second)).toMatchObject({ id, isDefault: true, isShared: false });
  });
});

describe("changing a view", () => {
  test("changes what is given, counts its versions and says who did it last", async () => {
    const { id } = await add(kari, "Failed", true);
    const later = NOW + 60_000;
    const changed = await changeView(db, ola, id, { version: 1, query: "status=DECLINED" }, later);
    expect(changed).toMatchObject({
      ...{ name: "Failed", query: "status=DECLINED", isShared: true, version: 2, updatedBy: "Ola" },
      updatedAt: new Date(later).toISOString(),
    });
  });

  test("two at once on one version: one is followed, the other told, and neither is lost in the other", async () => {
    const { id } = await add(kari, "Contested", true);
    const results = await Promise.allSettled(
      [kari, ola, kari, ola].map((scope, at) =>
        change((tx) => changeView(tx, scope, id, { version: 1, query: `q=ref${at}000` }, NOW)),
      ),
    );
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused).toEqual([refusedAs("conflict"), refusedAs("conflict"), refusedAs("conflict")]);
    const [won] = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(await getView(db, kari, id)).toEqual(won);
    await expect(removeView(db, ola, id, 1)).rejects.toEqual(refusedAs("conflict"));
  });

  test("a name stands once in a list, however it is written; other lists may have it too", async () => {
    const { id } = await add(kari, "Daily");
    await expect(add(kari, "DAILY")).rejects.toEqual(refusedAs("name-taken"));
    await add(ola, "Daily");
    await add(ola, "Daily", true);
    await expect(changeView(db, kari, id, { version: 1, isShared: true }, NOW)).rejects.toEqual(
      refusedAs("name-taken"),
    );
    expect(await changeView(db, kari, id, { version: 1, name: "daily" }, NOW)).toMatchObject({
      name: "daily",
    });
    const both = await Promise.allSettled([add(kari, "Raced"), add(kari, "raced")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("a list holds so many and no more, also of those that come at once", async () => {
    const [first, second] = await people("T00000005");
    const results = await Promise.allSettled(
      Array.from({ length: MAX_VIEWS + 3 }, (_, at) => add(first, `View ${at}`, true)),
    );
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused).toEqual([refusedAs("too-many"), refusedAs("too-many"), refusedAs("too-many")]);
    expect(await names(second)).toHaveLength(MAX_VIEWS);
    await add(second, "One's own has room");
  });
});

describe("the order", () => {
  test("is that of being made; a view moves past its neighbour, and at the end it stays", async () => {
    const [first, second] = await people("T00000006");
    const made = [];
    for (const name of ["A", "B", "C"]) made.push(await add(first, name, true));
    const [a, , c] = made;
    const move = (view: typeof a, direction: "up" | "down") =>
      moveView(db, second, view?.id ?? "", direction);
    expect(await move(c, "up")).toBe(true);
    expect(await names(first)).toEqual(["A", "C", "B"]);
    expect(await move(a, "up")).toBe(false);
    expect(await move(a, "down")).toBe(true);
    expect(await names(first)).toEqual(["C", "A", "B"]);
    expect(await getView(db, first, c?.id ?? "")).toMatchObject({ version: 1 });
  });

  test("stays one order when several move at once and one is deleted among them", async () => {
    const [first, second] = await people("T00000007");
    const made = [];
    for (const name of ["A", "B", "C", "D", "E"]) made.push(await add(first, name, true));
    await removeView(db, first, made[2]?.id ?? "", 1);
    const left = made.filter(({ name }) => name !== "C");
    await Promise.all(
      left.flatMap(({ id }, at) => [
        changingViews(db, first.accountId, (tx) => moveView(tx, first, id, at % 2 === 0 ? "down" : "up")),
        changingViews(db, first.accountId, (tx) => moveView(tx, second, id, "up")),
      ]),
    );
    expect((await names(first)).toSorted()).toEqual(["A", "B", "D", "E"]);
    expect(await names(second)).toEqual(await names(first));
  });
});

describe("the default", () => {
  test("is one for each person, any view they can see, and gone with it", async () => {
    const [first, second] = await people("T00000008");
    const own = await add(first, "Own");
    const shared = await add(first, "Shared", true);
    await setDefaultView(db, first, own.id);
    await setDefaultView(db, first, shared.id);
    await setDefaultView(db, second, shared.id);
    const isDefault = async (scope: ViewScope) =>
      (await listViews(db, scope)).filter((view) => view.isDefault).map(({ name }) => name);
    expect(await isDefault(first)).toEqual(["Shared"]);
    await setDefaultView(db, first, undefined);
    expect(await isDefault(first)).toEqual([]);
    expect(await isDefault(second)).toEqual(["Shared"]);
    await removeView(db, first, shared.id, 1);
    expect(await findDefaultView(db, second)).toBeUndefined();
  });
});
