import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Every source file of the product below `folder`, with its text; tests and what only they use left out. */
function sourcesIn(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|spec)\.tsx?$|(^|\/)test-[^/]*$/.test(name))
    .map((name) => join(folder, name))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

const pagesAndRoutes = sourcesIn("app").filter(({ path }) => /\/(page\.tsx|route\.ts)$/.test(path));
const product = [...sourcesIn("app"), ...sourcesIn("components"), ...sourcesIn("lib")];

/** What anybody may open. It is short, and each has its reason. */
const PUBLIC: readonly string[] = [
  // Where people who are nobody yet become somebody; next-auth checks its own tokens.
  "app/sign-in/page.tsx",
  "app/api/auth/[...nextauth]/route.ts",
  // Whoever holds an invitation is nobody yet: the secret in its link is what they show.
  "app/invitation/page.tsx",
  "app/api/invitation/open/route.ts",
  "app/api/invitation/accept/route.ts",
];

test("every page and route asks for its viewer by itself, or is on the list of public ones", () => {
  expect(pagesAndRoutes.length).toBeGreaterThan(3);
  const open = pagesAndRoutes
    .filter(({ text }) => !/\bawait requireViewer(ForRoute)?\("/.test(text))
    .map(({ path }) => path);
  expect(open.sort()).toEqual([...PUBLIC].sort());
});

test("every method of a route asks for its viewer", () => {
  const routes = pagesAndRoutes.filter(({ path }) => path.endsWith("route.ts") && !PUBLIC.includes(path));
  for (const { path, text } of routes) {
    const methods =
      text.match(/^export (async )?(function|const) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/gm) ?? [];
    const checks = text.match(/\bawait requireViewerForRoute\("/g) ?? [];
    expect(checks.length, path).toBeGreaterThanOrEqual(methods.length);
  }
});

test("a page's status is decided before its first byte: nothing streams ahead of its checks (F49, F50, F51)", () => {
  const ahead = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((name) =>
    /(^|\/)loading\.tsx$/.test(name),
  );
  expect(ahead).toEqual([]);
});

test.each([
  ["no Server Actions", /["']use server["']/],
  ["no raw HTML", /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML/],
  ["no middleware or proxy that decides about access", /\bNextResponse\.(next|rewrite)\b/],
  ["no code from text", /\beval\(|new Function\(/],
])("%s", (_name, pattern) => {
  expect(product.filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
});

/** SQL that must hold a value in its text, and why that is safe. */
const BUILT_SQL: readonly string[] = [
  // A migration is one script of several statements, which takes no parameters; both values come from our own file names.
  "lib/db/migrate.ts",
  // Restoring goes by tables that it does not know: their names come from the catalogue, and are quoted.
  "lib/db/restore-schema.ts",
  "lib/db/restore.ts",
];

test("no SQL is built from strings: a query's text holds no value", () => {
  const keyword = /^\s*(select|insert|update|delete|with|create|alter|drop|truncate|set|merge)\b/i;
  const sources = sourcesIn("lib").filter(({ path }) => !BUILT_SQL.includes(path));
  const built = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/`([^`\\]*)`/g)]
      .map(([, sql = ""]) => sql)
      .filter((sql) => keyword.test(sql))
      // Fixed pieces of SQL have names in capitals; everything else goes in as a parameter.
      .filter((sql) => /\$\{(?![A-Z][A-Z0-9_]*\})/.test(sql))
      .map((sql) => `${path}: ${sql.slice(0, 80)}`),
  );
  const glued = sourcesIn("lib/db").filter(({ text }) =>
    /\.query(<[^(]*>)?\(\s*("[^"]*"|`[^`]*`)\s*\+/.test(text),
  );
  expect([...built, ...glued.map(({ path }) => path)]).toEqual([]);
});

test("the audit log is written in one place, which takes an action of the catalogue and no other", () => {
  const writers = product.filter(({ text }) => /\binto audit\b/.test(text)).map(({ path }) => path);
  expect(writers).toEqual(["lib/db/audit.ts"]);
});

test("client code reads no environment", () => {
  const client = product.filter(({ text }) => /^["']use client["']/m.test(text));
  expect(client.length).toBeGreaterThan(3);
  expect(client.filter(({ text }) => /process\.env/.test(text)).map(({ path }) => path)).toEqual([]);
});

/** Who touches the environment without reading a setting from it. */
const NO_READERS: readonly string[] = [
  // Hands PATH and the like on to PostgreSQL.
  "lib/db/embedded/child.ts",
  // Writes NEXTAUTH_URL, the only way to tell next-auth its own address.
  "lib/server/next-auth.ts",
];

test("the environment is read in one file", () => {
  const readers = product
    .filter(({ text }) => /process\.env\.(?!NODE_ENV)/.test(text))
    .map(({ path }) => path);
  expect(readers.filter((path) => !NO_READERS.includes(path))).toEqual([]);
});

test("lib/server cannot be bundled for a browser", () => {
  const unfenced = sourcesIn("lib/server").filter(({ text }) => !text.startsWith('import "server-only";'));
  expect(unfenced.map(({ path }) => path)).toEqual([]);
});
