// Runs the layer rules, and does not believe a run that saw next to nothing: with a TypeScript that it does not know,
// dependency-cruiser looks at 0 modules and is content.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Failure, run } from "./failure.mjs";
import { ROOT } from "./root.mjs";

const LEAST_MODULES = 200;
const ROOMS = ["app", "components", "lib", "sandbox", "server.ts", "instrumentation.ts"];

await run(async () => {
  const cli = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const words = ["--config", ".dependency-cruiser.mjs", "--output-type", "json", ...ROOMS];
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!stdout.startsWith("{")) throw new Failure(`dependency-cruiser did not run:\n${stderr}`);
  const { modules, summary } = JSON.parse(stdout);
  const ours = modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.includes("node_modules"));
  const withImports = ours.filter(({ dependencies }) => dependencies.length > 0);
  for (const { rule, from, to } of summary.violations)
    process.stdout.write(`${rule.name}: ${from} imports ${to}\n`);
  if (withImports.length < LEAST_MODULES) {
    throw new Failure(
      `Only ${withImports.length} modules with imports were looked at: the check itself is broken.`,
    );
  }
  if (summary.violations.length > 0)
    throw new Failure(`${summary.violations.length} imports break the rules of the layers.`);
  process.stdout.write(
    `${ours.length} modules, ${summary.totalDependenciesCruised} imports, all where they may be\n`,
  );
});
