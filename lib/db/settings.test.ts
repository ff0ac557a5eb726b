import { expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { readSetting, writeSetting } from "./settings";
import { testDatabase } from "./test-database";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");

function change(days: number, seenVersion: number, by = "kari") {
  return { name: "authorizationWindows", value: { vipps: days }, seenVersion, by, now: NOW } as const;
}

test("a setting that nobody has decided is its default, and one that was decided says who and when", async () => {
  expect(await readSetting(db, "A", "isSecondFactorRequired")).toEqual({ value: false, version: 0 });
  const decided = {
    name: "isSecondFactorRequired",
    value: true,
    seenVersion: 0,
    by: "kari",
    now: NOW,
  } as const;
  expect(await writeSetting(db, "A", decided)).toBe(1);
  expect(await readSetting(db, "A", "isSecondFactorRequired")).toEqual({
    value: true,
    version: 1,
    updatedAt: "2026-05-12T10:00:00.000Z",
    updatedBy: "kari",
  });
  expect(await readSetting(db, "another account", "isSecondFactorRequired")).toMatchObject({ value: false });
});

test("two administrators who looked at the same version do not overwrite each other: one is told", async () => {
  for (const seen of [0, 1, 2]) {
    const outcomes = await Promise.allSettled(
      [10, 20, 30].map((days) => writeSetting(db, "B", change(days, seen, `admin of ${days}`))),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled").map(({ value }) => value)).toEqual([
      seen + 1,
    ]);
    expect(refused.every(({ reason }) => hasCode(reason, "conflict"))).toBe(true);
    const { value, updatedBy } = await readSetting(db, "B", "authorizationWindows");
    expect(updatedBy).toBe(`admin of ${value.vipps}`);
  }
});

test("a version that never was is refused, on an empty table too", async () => {
  await expect(writeSetting(db, "C", change(10, 1))).rejects.toSatisfy((error) => hasCode(error, "conflict"));
  await writeSetting(db, "C", change(10, 0));
  for (const seen of [0, 2, -1])
    await expect(writeSetting(db, "C", change(20, seen))).rejects.toSatisfy((error) =>
      hasCode(error, "conflict"),
    );
  expect((await readSetting(db, "C", "authorizationWindows")).value).toEqual({ vipps: 10 });
});

test("a stored value that this code cannot read is not taken for the default", async () => {
  await db.query(
    "insert into settings (account_id, name, value, version, updated_at) values ('D', 'isSecondFactorRequired', '\"yes\"', 1, now())",
  );
  await expect(readSetting(db, "D", "isSecondFactorRequired")).rejects.toThrow(/cannot be read/);
});
