import "./watch-parent.mjs";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "./build.mjs";
import { stopOnSignals } from "./children.mjs";
import { Failure, helped, run } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { audit } from "./under-load/audit.mjs";
import { kontorOn } from "./under-load/kontor.mjs";
import { startLoad, told } from "./under-load/load.mjs";
import { inPlace } from "./under-load/place.mjs";
import { wholeNumber } from "./under-load/words.mjs";

const HELP = `Kills the built server and its PostgreSQL (SIGKILL) at random moments under load, and then asks for every
acknowledged callback by its id: none may be lost, none may have an effect twice. Kontor itself must bring a killed
database back within five seconds.

  npm run test:kill
  npm run test:kill -- --rounds 4
`;

/** Kontor starts its database again by itself, and serves again within this. */
const BACK_MS = 5_000;

await run(async () => {
  if (helped(HELP)) return;
  const rounds = wholeNumber("rounds", 20);
  stopOnSignals();
  await build();
  await inPlace(async ({ folder, databaseUrl, dintero }) => {
    const port = await freePort(Number(process.env.PORT ?? 5090));
    const kontor = kontorOn({ folder, port, dinteroUrl: dintero.url });
    await kontor.start();
    const load = startLoad([port]);
    const outages = [];
    for (let round = 0; round < rounds; round += 1) {
      await sleep(randomInt(200, 2_500));
      if (round % 2 === 0) await kontor.killApp();
      else outages.push(await kontor.killStore());
    }
    await sleep(500);
    await load.stop();
    const { wrong } = await audit(databaseUrl, load.acknowledged);
    const answers = told(load.statuses);
    process.stdout.write(
      `${rounds} kills; database back after ${outages.length === 0 ? "no kill" : `${Math.max(...outages)} ms at most`}; ${answers.text}; ${load.acknowledged.size} acknowledged, ${wrong.length === 0 ? "0 lost, 0 twice" : wrong.join("; ")}\n`,
    );
    if (wrong.length > 0 || answers.isUnexpected)
      throw new Failure("Acknowledged callbacks did not survive.");
    if (outages.some((ms) => ms > BACK_MS))
      throw new Failure(
        `The database was away for longer than ${BACK_MS} ms. The log says:\n${kontor.lastWords()}`,
      );
    if (load.acknowledged.size === 0) throw new Failure("Nothing was acknowledged, so nothing was tried.");
  });
});
