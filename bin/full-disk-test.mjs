import "./watch-parent.mjs";
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { build } from "./build.mjs";
import { stopChildren, stopOnSignals } from "./children.mjs";
import { Failure, helped, run } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { audit } from "./under-load/audit.mjs";
import { kontorOn } from "./under-load/kontor.mjs";
import { startLoad, told } from "./under-load/load.mjs";
import { inPlace } from "./under-load/place.mjs";

const HELP = `Fills the volume of the embedded store while callbacks come (F32), makes room again, and asks for every acknowledged
callback by its id. Needs Linux and root, since it mounts a small volume of its own in memory.

  npm run test:disk
`;

const VOLUME = "size=700m";
const FULL_MS = 4_000;
const BACK_MS = 60_000;
const ALIVE = "/api/health/live";

/** Takes every byte that is left. */
function fillUp(path) {
  const file = openSync(path, "w");
  for (let size = 1 << 20; size >= 512; size >>= 1) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1));
    } catch (error) {
      if (error.code !== "ENOSPC") throw error;
    }
  }
  closeSync(file);
}

/** Resolves once `is` holds; false when it did not in time. */
async function within(ms, is) {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(50)) if (is()) return true;
  return false;
}

async function canRead(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query("select count(*) from deliveries")).rows.length === 1;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function mount(folder) {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `${VOLUME},mode=0711`, "tmpfs", folder], { stdio: "pipe" });
  } catch {
    throw new Failure("No volume can be mounted here; a full disk is tried on Linux as root.");
  }
}

await run(async () => {
  if (helped(HELP)) return;
  stopOnSignals();
  await build();
  await inPlace(async ({ folder: outer, dintero }) => {
    const folder = join(outer, "volume");
    mount(folder);
    try {
      const databaseUrl = `postgresql://kontor@localhost/kontor?host=${encodeURIComponent(join(folder, "run"))}`;
      const port = await freePort(Number(process.env.PORT ?? 5090));
      const kontor = kontorOn({ folder, port, dinteroUrl: dintero.url });
      await kontor.start();
      const load = startLoad([port]);
      const count = (status) => load.statuses.get(status) ?? 0;
      if (!(await within(BACK_MS, () => load.acknowledged.size >= 200)))
        throw new Failure("Nothing was acknowledged, so nothing was tried.");

      const ballast = join(folder, "ballast");
      fillUp(ballast);
      const before = count(503);
      const isRefused = await within(BACK_MS, () => count(503) > before + 20);
      await sleep(FULL_MS);
      const isAlive = await fetch(`http://127.0.0.1:${port}${ALIVE}`).then(
        ({ ok }) => ok,
        () => false,
      );
      const isReadable = await canRead(databaseUrl);
      const atFull = count(200);

      rmSync(ballast);
      const isBack = await within(BACK_MS, () => count(200) > atFull + 200);
      await load.stop();
      const { wrong } = await audit(databaseUrl, load.acknowledged);
      const answers = told(load.statuses);
      process.stdout.write(
        `full: callbacks ${isRefused ? "503" : "not refused"}, reads ${isReadable ? "work" : "fail"}, process ${isAlive ? "lives" : "gone"}; ` +
          `with room again: ${isBack ? "back" : "not back"}; ${answers.text}; ` +
          `${load.acknowledged.size} acknowledged, ${wrong.length === 0 ? "0 lost, 0 twice" : wrong.join("; ")}\n`,
      );
      const isWell =
        isRefused && isReadable && isAlive && isBack && wrong.length === 0 && !answers.isUnexpected;
      if (!isWell)
        throw new Failure(`A full disk did more than it may. The log says:\n${kontor.lastWords()}`);
    } finally {
      await stopChildren();
      execFileSync("umount", ["-l", folder]);
    }
  });
});
