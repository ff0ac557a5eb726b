import "./watch-parent.mjs";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, helped, run } from "./failure.mjs";
import { checkNode } from "./packages.mjs";
import { ROOT } from "./root.mjs";

const HELP = `Starts Kontor in production. Its configuration is the environment (README, Environment); SIGTERM drains.

  npm run build
  npm start
`;

await run(async () => {
  if (helped(HELP)) return;
  checkNode();
  const entry = join(ROOT, "dist/server.mjs");
  if (!existsSync(entry) || !existsSync(join(ROOT, ".next/BUILD_ID"))) {
    throw new Failure("Kontor is not built yet; run npm run build first.");
  }
  process.chdir(ROOT);
  Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  // In this very process: a supervisor's SIGTERM reaches the server itself.
  await import(pathToFileURL(entry).href);
});
