import { openDatabase } from "@/lib/db/open";

/**
 * For tests: a Kontor reduced to its store. Bundled like the real entry and run as a process of its own, so that it can be
 * killed. `argv`: DATA_DIR, then "stay" (until killed) or "leave" (ends without closing).
 */
const [, , dataDir = "", manner] = process.argv;
try {
  const db = await openDatabase({ dataDir });
  await db.query("create table if not exists kept (id integer primary key)");
  process.stdout.write("ready\n");
  if (manner === "leave") process.exit(0);
  setInterval(() => {}, 60_000);
} catch (error) {
  process.stdout.write(`failed: ${error instanceof Error ? error.message : "unknown"}\n`);
  process.exit(1);
}
