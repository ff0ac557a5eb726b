import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/browser";

/** A port nobody listens on now. */
function freePort(): Promise<string> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? String(address.port) : ""));
    });
  });
}

// Workers read this file too, and get the environment of the first reader: one set of ports for all.
process.env.E2E_PORT ??= await freePort();
process.env.E2E_SANDBOX_PORT ??= await freePort();
process.env.E2E_IDENTITY_PORT ??= await freePort();
process.env.E2E_DATA_DIR ??= ".local/e2e";
process.env.KONTOR_DEMO_PASSWORD ??= randomBytes(12).toString("base64url");
delete process.env.APP_URL;

const { E2E_PORT: port, E2E_SANDBOX_PORT: sandboxPort, E2E_DATA_DIR: dataDir } = process.env;

/** Of what is everybody's: Dintero's outage and its circuit breaker, the log as it is before the first callback. */
const ALONE = /(outages|nothing-yet)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  reporter: "list",
  // For a machine with other work: nothing waits for the end of a limit.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: findBrowser(),
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    // Needs a download.
    video: "off",
    timezoneId: "America/New_York",
  },
  projects: [
    { name: "desk", testIgnore: ALONE },
    { name: "outages", testMatch: ALONE, dependencies: ["desk"], workers: 1 },
  ],
  webServer: {
    command: `exec "${process.execPath}" e2e/serve.mjs ${port} ${sandboxPort} ${dataDir}`,
    url: `http://127.0.0.1:${port}/api/health/ready`,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    reuseExistingServer: false,
    stdout: "pipe",
    timeout: 180_000,
  },
});
