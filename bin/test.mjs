import "./watch-parent.mjs";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure, helped, run } from "./failure.mjs";
import { checkNode, installPackages } from "./packages.mjs";
import { ROOT } from "./root.mjs";

const HELP = `Every check there is, in order: format and lint, types, typed lint, layers, dead code, unit and integration tests,
build, kills and races under load, browser tests. Installs what is missing first. The last line counts: a check counts as one test.

  npm test
  npm test -- --only NAME[,NAME ...]

Names: ${["format", "typegen", "types", "lint", "layers", "dead-code", "unit", "build", "kill", "race", "browser"].join(", ")}
`;

const REPORTS = join(ROOT, ".local/test");
const LONGEST_MS = 14 * 60_000;
const script = (path) => [process.execPath, join(ROOT, path)];
const tool = (path, ...words) => [...script(`node_modules/${path}`), ...words];

/** What is run, in order. `report` names the reader of a step that counts its own tests. */
const STEPS = [
  {
    name: "format",
    title: "Format and lint",
    command: tool("@biomejs/biome/bin/biome", "check", ".", "--error-on-warnings", "--diagnostic-level=warn"),
  },
  { name: "typegen", title: "Types of the pages", command: tool("next/dist/bin/next", "typegen") },
  { name: "types", title: "Types", command: tool("typescript/bin/tsc", "--noEmit", "-p", ".") },
  { name: "lint", title: "Typed lint", command: tool("eslint/bin/eslint.js", ".", "--max-warnings", "0") },
  { name: "layers", title: "Layers", command: script("bin/check-layers.mjs") },
  {
    name: "dead-code",
    title: "Dead code",
    command: tool("knip/bin/knip.js", "--treat-config-hints-as-errors"),
  },
  {
    name: "unit",
    title: "Unit and integration tests",
    command: tool(
      "vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${REPORTS}/unit.json`,
    ),
    report: ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests + numTodoTests,
    }),
  },
  { name: "build", title: "Build", command: script("bin/build.mjs") },
  {
    name: "kill",
    title: "Killed under load",
    needs: "build",
    command: [...script("bin/kill-test.mjs"), "--rounds", "2"],
  },
  {
    name: "race",
    title: "Processes racing on a store",
    needs: "build",
    command: [...script("bin/race-test.mjs"), "--seconds", "5"],
  },
  {
    name: "browser",
    title: "Browser tests",
    needs: "build",
    command: tool("@playwright/test/cli.js", "test", "--reporter=list,json"),
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${REPORTS}/browser.json` },
    report: ({ stats }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }),
  },
];

/** Nothing of somebody's real Kontor, nor of how they like Node to run, changes what the checks say. */
function environment() {
  const foreign =
    /^(DINTERO_|OIDC_|NEXTAUTH_|KONTOR_|DATABASE_URL$|AUTH_SECRET$|APP_URL$|PORT$|HOST$|DATA_DIR$|NODE_ENV$|NODE_OPTIONS$|FORCE_COLOR$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" };
}

let running;

/** Runs one step to its end: its exit code and everything it said. */
function runStep({ command: [program, ...words], environment: extra }) {
  const child = spawn(program, words, {
    cwd: ROOT,
    env: { ...environment(), ...extra },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running = child;
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  const timer = setTimeout(() => {
    output += `\nStopped after ${LONGEST_MS / 60_000} minutes.\n`;
    child.kill("SIGTERM");
  }, LONGEST_MS);
  return new Promise((done) => {
    child.once("close", (code) => {
      clearTimeout(timer);
      done({ code, output });
    });
  });
}

/** What a step counted by itself, or the step as one test. A step that fails has at least one failure. */
function countOf(step, code) {
  const file = join(REPORTS, `${step.name}.json`);
  const isCounted = step.report !== undefined && existsSync(file);
  const own = isCounted ? step.report(JSON.parse(readFileSync(file, "utf8"))) : undefined;
  const count = own ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  return code === 0 ? count : { ...count, failed: Math.max(1, count.failed) };
}

function chosenSteps() {
  const at = process.argv.indexOf("--only");
  if (at === -1) return STEPS;
  const names = (process.argv[at + 1] ?? "").split(",");
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0)
    throw new Failure(`There is no check "${unknown[0]}"; npm test -- --help names them.`);
  return STEPS.filter(({ name }) => names.includes(name));
}

await run(async () => {
  if (helped(HELP)) return;
  const steps = chosenSteps();
  checkNode();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      running?.once("close", () => process.exit(130));
      if (running?.kill("SIGTERM") !== true) process.exit(130);
    });
  }
  await installPackages();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });

  const total = { passed: 0, failed: 0, skipped: 0 };
  const broken = new Set();
  for (const step of steps) {
    const startedAt = performance.now();
    const { code, output } = broken.has(step.needs)
      ? { code: 1, output: `Not run, since "${step.needs}" failed.\n` }
      : await runStep(step);
    const count = countOf(step, code);
    for (const kind of Object.keys(total)) total[kind] += count[kind];
    const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`.padStart(8);
    const told = step.report === undefined ? "" : `${count.passed} passed, ${count.failed} failed`;
    process.stdout.write(
      `${code === 0 ? "ok    " : "FAILED"}  ${step.title.padEnd(28)}${seconds}  ${told}\n`,
    );
    if (code === 0) continue;
    broken.add(step.name);
    process.stdout.write(`\n${output.trimEnd()}\n\n`);
  }
  const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
  process.stdout.write(`tests: ${total.passed} passed, ${total.failed} failed${skipped}\n`);
  if (total.failed > 0) process.exitCode = 1;
});
