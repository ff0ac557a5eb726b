import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Tests on a real database: see `testDatabase()` in lib/db/test-database.ts. */
const withStore = ["lib/{db,intake,server,commands}/**/*.test.ts"];

export default defineConfig({
  resolve: {
    alias: {
      "@/": root,
      "server-only": `${root}node_modules/server-only/empty.js`,
    },
  },
  test: {
    environment: "node",
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: [
            "lib/**/*.test.ts",
            "sandbox/**/*.test.ts",
            "components/**/*.test.ts",
            "bin/**/*.test.ts",
          ],
          exclude: withStore,
          // Property tests, on a machine that may be busy.
          testTimeout: 30_000,
        },
      },
      // A PostgreSQL is started for these, and only when one of them runs.
      {
        extends: true,
        test: {
          name: "store",
          include: withStore,
          globalSetup: "lib/db/test-cluster.ts",
          // Generated histories against a real database, on a machine that may be busy.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
