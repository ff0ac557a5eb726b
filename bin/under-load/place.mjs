import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopChildren } from "../children.mjs";
import { startDintero } from "./dintero.mjs";

/** Gives `work` a folder for an embedded store, its address, and a Dintero; clears all of it away afterwards. */
export async function inPlace(work) {
  const folder = mkdtempSync(join(tmpdir(), "kontor-load-"));
  // As root the store runs as another user, who must get in.
  chmodSync(folder, 0o711);
  const databaseUrl = `postgresql://kontor@localhost/kontor?host=${encodeURIComponent(join(folder, "run"))}`;
  const dintero = await startDintero();
  try {
    await work({ folder, databaseUrl, dintero });
  } finally {
    await stopChildren();
    dintero.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
