import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import floors from "./security-floors.json";

const locked = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  /** Came inside its parent's archive, whose integrity covers it. */
  inBundle: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lock = z
  .object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), locked) })
  .parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
const entries = Object.entries(lock.packages).filter(([path]) => path !== "");

/** The name of the package at a path such as `node_modules/a/node_modules/@b/c`. */
const nameOf = (path: string) => path.split("node_modules/").at(-1) ?? "";

test("every optional dependency has its entry, so that npm ci works on every platform", () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) => !entries.some(([other]) => other.startsWith("node_modules/") && nameOf(other) === name),
      )
      .map((name) => `${name} of ${path}`),
  );
  expect(missing).toEqual([]);
});

test("every package is held to its integrity, and none to the address it once came from", () => {
  expect(entries.length).toBeGreaterThan(100);
  expect(
    entries
      .filter(([, { integrity, inBundle }]) => inBundle !== true && !integrity?.startsWith("sha512-"))
      .map(([path]) => path),
  ).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test("sharp, which only Next's image optimiser wants, is never installed", () => {
  const sharp = entries.filter(([path]) => nameOf(path) === "sharp" || nameOf(path).startsWith("@img/"));
  // The override: a package for a platform that Node no longer has, which npm leaves out everywhere (DECISIONS.md).
  expect(sharp.map(([path]) => path)).toEqual(["node_modules/sharp"]);
});

test.each(Object.entries(floors))(
  "%s is at its security floor %s or above, everywhere in the tree",
  (name, floor) => {
    const versions = entries.filter(([path]) => nameOf(path) === name).map(([, { version }]) => version);
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions) expect(isAtLeast(version, floor), `${name} ${version}`).toBe(true);
  },
);

/** Unknown versions and pre-releases are not at least anything. */
function isAtLeast(version: string | undefined, floor: string): boolean {
  const numbers = (text: string | undefined) =>
    /^(\d+)\.(\d+)\.(\d+)$/
      .exec(text ?? "")
      ?.slice(1)
      .map(Number);
  const [have, need] = [numbers(version), numbers(floor)];
  if (have === undefined || need === undefined) return false;
  const differs = have.findIndex((part, at) => part !== need[at]);
  return differs === -1 || (have[differs] ?? 0) > (need[differs] ?? 0);
}

test("a version below the floor, a pre-release and nonsense do not pass", () => {
  expect(
    ["16.4.0", "15.9.9", "16.4.1-canary.3", "", undefined].map((version) => isAtLeast(version, "16.4.1")),
  ).toEqual([false, false, false, false, false]);
  expect(isAtLeast("16.10.0", "16.4.1")).toBe(true);
});
