import { openSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "./children.mjs";
import { ROOT } from "./root.mjs";

/** As far back as the orders of the sandbox's shop go. */
const MONTHS = 13;

/**
 * Has `npm run sync` read the whole history of the sandbox's shop into the store in `folder`, beside the Kontor that
 * serves already: lists and figures fill up, newest day first. What an earlier start has read is not read again.
 */
export function importShop(folder, sandboxEnvironment) {
  const from = new Date();
  from.setUTCMonth(from.getUTCMonth() - MONTHS);
  const log = openSync(join(folder, "import.log"), "w");
  startChild(join(ROOT, "dist/commands/sync.mjs"), ["--from", from.toISOString().slice(0, 10)], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATA_DIR: folder, ...sandboxEnvironment },
    stdio: ["ignore", log, log],
  });
}
