// Kontor and its sandbox for the browser tests: the built pages, a fresh embedded store, ports that nobody else has.
// usage: node e2e/serve.mjs PORT SANDBOX_PORT FOLDER
import "../bin/watch-parent.mjs";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "../bin/build.mjs";
import { stopChildren, stopOnSignals } from "../bin/children.mjs";
import { Failure, run } from "../bin/failure.mjs";
import { startLocalKontor } from "../bin/local-kontor.mjs";

await run(async () => {
  const [, , port, sandboxPort, folder = ""] = process.argv;
  stopOnSignals();
  await build();
  rmSync(resolve(folder), { recursive: true, force: true });
  try {
    const kontor = await startLocalKontor({
      folder: resolve(folder),
      mode: "production",
      port: Number(port),
      sandboxPort: Number(sandboxPort),
      sandboxWords: ["--orders", "300"],
      environment: {
        // What Dintero is asked, a page or a callback asked; and a fault waits for the test that made it.
        SYNC_INTERVAL_SECONDS: "0",
        // The browser must never see them: secrets.spec.ts.
        DINTERO_SIGNATURE_SECRET: "canary-signature-secret-for-the-browser-tests",
        DINTERO_WEBHOOK_SECRET: "canary-webhook-secret-for-the-browser-tests",
        // Nobody listens there but while sso.spec.ts lets somebody.
        OIDC_ISSUER: `http://127.0.0.1:${process.env.E2E_IDENTITY_PORT}`,
        OIDC_CLIENT_ID: "kontor",
        OIDC_CLIENT_SECRET: "a-secret-that-the-provider-and-kontor-share",
        METRICS_TOKEN: "canary-metrics-token-for-the-browser-tests",
      },
    });
    throw new Failure(`${await kontor.ended} has ended by itself; ${kontor.logFile} may say why.`);
  } finally {
    await stopChildren();
  }
});
