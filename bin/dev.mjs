import "./watch-parent.mjs";
import { buildPrograms } from "./build.mjs";
import { stopChildren, stopOnSignals } from "./children.mjs";
import { Failure, helped, run } from "./failure.mjs";
import { introduction, localFolder, startLocalKontor } from "./local-kontor.mjs";
import { checkNode, installPackages } from "./packages.mjs";
import { freePort } from "./ports.mjs";

const HELP = `Development: pages reload as you edit them; Dintero is the sandbox, the store is .local/dev (or DATA_DIR).

  npm run dev

A change of server.ts, lib/front or lib/db counts after a restart.
`;

await run(async () => {
  if (helped(HELP)) return;
  checkNode();
  stopOnSignals();
  await installPackages();
  await buildPrograms();
  const port = await freePort(Number(process.env.PORT ?? 3000));
  try {
    const kontor = await startLocalKontor({
      folder: localFolder("dev"),
      mode: "development",
      port,
      changesEvery: 15,
      // Often enough to see what no callback has told.
      environment: { SYNC_INTERVAL_SECONDS: "60" },
    });
    process.stdout.write(`\n${introduction(kontor)}`);
    const who = await kontor.ended;
    throw new Failure(`${who} has ended by itself.`);
  } finally {
    await stopChildren();
  }
});
