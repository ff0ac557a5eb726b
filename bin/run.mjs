import "./watch-parent.mjs";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildPrograms } from "./build.mjs";
import { Failure, run } from "./failure.mjs";
import { checkNode, installPackages } from "./packages.mjs";
import { ROOT } from "./root.mjs";

// Runs one bundled program in this process: node bin/run.mjs NAME [arguments]
await run(async () => {
  const [node = "", , name = "", ...words] = process.argv;
  checkNode();
  await installPackages();
  await buildPrograms();
  const entry = [`dist/${name}.mjs`, `dist/commands/${name}.mjs`]
    .map((path) => join(ROOT, path))
    .find((path) => existsSync(path));
  if (!/^[a-z-]+$/.test(name) || entry === undefined) throw new Failure(`There is no command "${name}".`);
  process.argv = [node, entry, ...words];
  await import(pathToFileURL(entry).href);
});
