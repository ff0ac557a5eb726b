import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { ROOT } from "./root.mjs";

const STAMP = join(ROOT, "node_modules", ".kontor-lock");

/** @throws Failure when this Node is older or newer than package.json allows. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isServed = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!isServed)
    throw new Failure(`Kontor needs Node 20.19 or newer (22.12 or newer from 22 on); this is ${version}.`);
}

/** Installs what package-lock.json names, unless exactly that was installed before. Install scripts do not run. */
export async function installPackages() {
  const lock = readFileSync(join(ROOT, "package-lock.json"));
  const stamp = `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}\n`;
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  process.stderr.write("Installing packages ...\n");
  const startedAt = performance.now();
  rmSync(STAMP, { force: true });
  const code = await npm(["ci", "--include=dev", "--ignore-scripts", "--prefer-offline", "--loglevel=error"]);
  if (code !== 0) throw new Failure("The packages could not be installed; npm says why above.");
  writeFileSync(STAMP, stamp);
  process.stderr.write(`Packages installed in ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
}

/** The npm that started us, by the Node that runs us; the one in PATH when nobody did. */
function npm(words) {
  const cli = process.env.npm_execpath;
  const [command, ...before] =
    cli !== undefined && /\.c?js$/.test(cli)
      ? [process.execPath, cli]
      : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const child = spawn(command, [...before, ...words], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", done);
  });
}
