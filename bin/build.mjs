import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, helped, run } from "./failure.mjs";
import { checkNode, installPackages } from "./packages.mjs";
import { ROOT } from "./root.mjs";
import { hashOf } from "./source-hash.mjs";

const DIST = join(ROOT, "dist");
const SHARED = ["lib", "package.json", "package-lock.json", "tsconfig.json", "bin/build.mjs"];
const PAGES = [
  "app",
  "components",
  "public",
  "instrumentation.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tailwind.config.ts",
];
const PROGRAMS = ["server.ts", "sandbox", "bench"];

/** Bundles what runs outside Next into `dist/`: the server, the sandbox, the commands. A second or two. */
export function buildPrograms() {
  return unlessBuilt("programs", [...SHARED, ...PROGRAMS], join(DIST, "server.mjs"), async () => {
    const { rolldown } = await import("rolldown");
    const bundle = await rolldown({
      cwd: ROOT,
      input: programs(),
      platform: "node",
      // Packages are loaded at run time from node_modules: some are native, and Next shares them.
      external: (id) => !/^(\.|\/|[A-Za-z]:|@\/|server-only$)/.test(id),
      resolve: { alias: { "@": ROOT, "server-only": join(ROOT, "node_modules/server-only/empty.js") } },
      logLevel: "warn",
    });
    await bundle.write({
      dir: DIST,
      format: "esm",
      entryFileNames: "[name].mjs",
      chunkFileNames: "chunks/[name]-[hash].mjs",
    });
    await bundle.close();
  });
}

/** Bundles, and builds the pages with Next. */
export async function build() {
  await buildPrograms();
  await unlessBuilt("pages", [...SHARED, ...PAGES], join(ROOT, ".next/BUILD_ID"), async () => {
    const next = join(ROOT, "node_modules/next/dist/bin/next");
    const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    const child = spawn(process.execPath, [next, "build"], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (output += bytes));
    const code = await new Promise((done) => child.once("exit", done));
    if (code !== 0) throw new Failure(`${output}\nThe pages could not be built; Next says why above.`);
  });
}

/** Entry points by the name they get in `dist/`. */
function programs() {
  const commands = join(ROOT, "lib/commands");
  const names = existsSync(commands)
    ? readdirSync(commands).filter((name) => /^[a-z-]+\.ts$/.test(name))
    : [];
  const entries = [
    ["server", "server.ts"],
    ["sandbox", "sandbox/main.ts"],
    ["bench", "bench/main.ts"],
    ...names.map((name) => [`commands/${basename(name, ".ts")}`, `lib/commands/${name}`]),
  ];
  return Object.fromEntries(entries.filter(([, path]) => existsSync(join(ROOT, path))));
}

/** Does `work` unless `result` is there and was made from exactly these sources. */
async function unlessBuilt(name, sources, result, work) {
  const stamp = join(DIST, `.${name}`);
  const hash = hashOf(sources);
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  const startedAt = performance.now();
  mkdirSync(DIST, { recursive: true });
  rmSync(stamp, { force: true });
  await work();
  writeFileSync(stamp, hash);
  process.stderr.write(`Built the ${name} in ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
}

const HELP = `Builds Kontor for production into .next and dist. Does nothing when the sources have not changed.

  npm run build
`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await run(async () => {
    if (helped(HELP)) return;
    checkNode();
    await installPackages();
    await build();
  });
}
