import "./watch-parent.mjs";
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

const HELP = `Sends every callback to two built servers on one PostgreSQL at the same moment, a third holding the store and
working too. Each callback must be one row that counted both receipts, have its effect once, and be worked on by one.

  npm run test:race
  npm run test:race -- --seconds 60
`;

await run(async () => {
  if (helped(HELP)) return;
  const seconds = wholeNumber("seconds", 20);
  stopOnSignals();
  await build();
  await inPlace(async ({ folder, databaseUrl, dintero }) => {
    const kontors = [];
    for (const isKeeper of [true, false, false]) {
      const port = await freePort(Number(process.env.PORT ?? 5190) + kontors.length * 10);
      const place = { folder, port, dinteroUrl: dintero.url };
      kontors.push(kontorOn(isKeeper ? place : { ...place, databaseUrl }));
      await kontors.at(-1).start();
    }
    const load = startLoad(kontors.slice(1).map(({ port }) => port));
    await sleep(seconds * 1_000);
    await load.stop();

    const { wrong, receipts } = await audit(databaseUrl, load.acknowledged);
    const ids = [...load.acknowledged.keys()];
    const miscounted = ids.filter((id) => receipts.get(id) !== load.acknowledged.get(id)).length;
    const shared = ids.filter((id) => dintero.fetches.get(id) !== 1).length;
    if (miscounted > 0) wrong.push(`${miscounted} with other than their receipts counted`);
    if (shared > 0) wrong.push(`${shared} worked on by more than one`);
    const answers = told(load.statuses);
    process.stdout.write(
      `3 processes, 1 PostgreSQL, ${seconds} s; ${answers.text}; ${ids.length} callbacks, ${wrong.length === 0 ? "one row, one effect and one worker each" : wrong.join("; ")}\n`,
    );
    if (wrong.length > 0 || answers.isUnexpected) throw new Failure("The processes did not agree.");
    if (ids.length === 0) throw new Failure("Nothing was acknowledged, so nothing was tried.");
  });
});
