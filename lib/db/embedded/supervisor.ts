import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries";
import type { Place } from "./place";
import { type RunningServer, startServer } from "./server";

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
/** Characters of a server's last output that are worth a line in the log. */
const LAST_WORDS = 400;

/** Keeps one server running until `stop`. The first start must succeed; later ones are tried until they do. */
export async function supervise(
  place: Place,
  binaries: Binaries,
  onCrash: ((output: string) => void) | undefined,
): Promise<{ stop(): Promise<void> }> {
  let server: RunningServer | undefined = await startServer(place, binaries);
  const stopping = new AbortController();

  async function keepRunning(): Promise<void> {
    while (server !== undefined) {
      const output = await server.ended;
      server = undefined;
      if (stopping.signal.aborted) return;
      onCrash?.(output.trim().slice(-LAST_WORDS));
      server = await startAgain();
      // Asked to stop meanwhile, by somebody who found no server to stop and waits for us.
      if (stopping.signal.aborted) await server?.stop();
    }
  }

  async function startAgain(): Promise<RunningServer | undefined> {
    for (
      let pause = FIRST_PAUSE_MS;
      !stopping.signal.aborted;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    ) {
      try {
        return await startServer(place, binaries);
      } catch (error) {
        onCrash?.(error instanceof Error ? error.message : "unknown");
      }
      await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
    return undefined;
  }

  const done = keepRunning();
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await server?.stop();
      await done;
    },
  };
}
