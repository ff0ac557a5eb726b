import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { createSignIn, findSignIn } from "./sign-ins";
import { testDatabase } from "./test-database";
import {
  createUser,
  disableUser,
  findUserByEmail,
  listUsers,
  setUserPassword,
  setUserPreferences,
  setUserRole,
} from "./users";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");
const kari = { email: "Kari@Example.com", name: "Kari", role: "support" } as const;

describe("users", () => {
  test("an address is found whatever its case and the spaces around it", async () => {
    const created = await createUser(db, "T10000001", { ...kari, passwordHash: "hash" }, NOW);
    expect(await findUserByEmail(db, "T10000001", " KARI@example.com ")).toEqual(created);
    expect(created).toMatchObject({
      email: "kari@example.com",
      role: "support",
      passwordHash: "hash",
      isDemo: false,
    });
    expect(created.createdAt).toBe("2026-05-12T10:00:00.000Z");
  });

  test("one address is one account, and another merchant may have the same", async () => {
    await createUser(db, "T10000002", kari, NOW);
    await expect(createUser(db, "T10000002", { ...kari, email: "kari@EXAMPLE.com" }, NOW)).rejects.toSatisfy(
      (error) => hasCode(error, "invalid-request"),
    );
    await createUser(db, "T10000003", kari, NOW);
    expect(await findUserByEmail(db, "T10000004", kari.email)).toBeUndefined();
    expect(await listUsers(db, "T10000002")).toHaveLength(1);
  });

  test("F52 a lowered role is what the next request sees", async () => {
    const { userId } = await createUser(db, "T10000005", { ...kari, role: "admin" }, NOW);
    const signIn = await createSignIn(db, "T10000005", { userId, now: NOW, expiresAt: NOW + 1000 });
    await setUserRole(db, "T10000005", userId, "support", NOW);
    expect(await findSignIn(db, "T10000005", signIn, { now: NOW, idleMs: 1000 })).toMatchObject({
      role: "support",
    });
  });

  test("F52 a disabled user is signed out everywhere in the same statement", async () => {
    const { userId } = await createUser(db, "T10000006", kari, NOW);
    const signIn = await createSignIn(db, "T10000006", { userId, now: NOW, expiresAt: NOW + 1000 });
    await disableUser(db, "T10000006", userId, NOW);
    expect(await findSignIn(db, "T10000006", signIn, { now: NOW, idleMs: 1000 })).toBeUndefined();
    expect(await findUserByEmail(db, "T10000006", kari.email)).toMatchObject({
      disabledAt: "2026-05-12T10:00:00.000Z",
    });
  });

  test("a new password ends the sign-ins made with the old one", async () => {
    const { userId } = await createUser(db, "T10000007", kari, NOW);
    const signIn = await createSignIn(db, "T10000007", { userId, now: NOW, expiresAt: NOW + 1000 });
    await setUserPassword(db, "T10000007", userId, "new", NOW);
    expect(await findSignIn(db, "T10000007", signIn, { now: NOW, idleMs: 1000 })).toBeUndefined();
    expect(await findUserByEmail(db, "T10000007", kari.email)).toMatchObject({ passwordHash: "new" });
  });

  test("a preference that is not given stays as it was", async () => {
    const { userId } = await createUser(db, "T10000008", kari, NOW);
    await setUserPreferences(db, "T10000008", userId, { locale: "nb", theme: "dark" }, NOW);
    await setUserPreferences(db, "T10000008", userId, { locale: "en" }, NOW);
    expect(await findUserByEmail(db, "T10000008", kari.email)).toMatchObject({ locale: "en", theme: "dark" });
  });

  test("a change of somebody who is not there is not found", async () => {
    await expect(setUserRole(db, "T10000009", "nobody", "admin", NOW)).rejects.toSatisfy((error) =>
      hasCode(error, "not-found"),
    );
  });
});
