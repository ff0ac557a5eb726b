import "./watch-parent.mjs";
import { build } from "./build.mjs";
import { stopChildren, stopOnSignals } from "./children.mjs";
import { Failure, helped, run } from "./failure.mjs";
import { importShop } from "./import-shop.mjs";
import { introduction, localFolder, startLocalKontor } from "./local-kontor.mjs";
import { checkNode, installPackages } from "./packages.mjs";
import { freePort } from "./ports.mjs";

const HELP = `Kontor with a local Dintero sandbox full of invented orders: no account, no network beyond the package registry.

  npm run demo

Installs and builds what is missing, then prints the address and four accounts. PORT (3000) and DATA_DIR (.local/demo)
may be set; a port that is taken is replaced by the next free one. Nothing outside this folder is changed.
`;

await run(async () => {
  if (helped(HELP)) return;
  checkNode();
  stopOnSignals();
  await installPackages();
  await build();
  const port = await freePort(Number(process.env.PORT ?? 3000));
  try {
    const folder = localFolder("demo");
    const kontor = await startLocalKontor({
      folder,
      mode: "production",
      port,
      changesEvery: 15,
      // Often enough to see what no callback has told.
      environment: { SYNC_INTERVAL_SECONDS: "60" },
    });
    process.stdout.write(`\n${introduction(kontor)}`);
    importShop(folder, kontor.sandboxEnvironment);
    const who = await kontor.ended;
    throw new Failure(`${who} has ended by itself; ${kontor.logFile} may say why.`);
  } finally {
    await stopChildren();
  }
});
