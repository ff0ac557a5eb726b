import type { Database } from "@/lib/db/connect";
import type { OpenSnapshot } from "@/lib/db/snapshot";
import type { Dintero } from "@/lib/dintero/client";
import type { Env } from "@/lib/env";
import type { Logger } from "@/lib/log";

/** What exists once in this process. Made by `server.ts` (or by a command or a test) before anything is served. */
export interface Runtime {
  readonly env: Env;
  readonly db: Database;
  /** For reading much: the store at one moment, on a connection of its own. */
  readonly openSnapshot: OpenSnapshot;
  readonly dintero: Dintero;
  readonly log: Logger;
  /** Milliseconds since 1970. The only clock that rules and rows see. */
  now(): number;
}

declare global {
  /** Here, since Next and the entry each load their own copy of this module (STORE: one process, three module graphs). */
  var kontorRuntime: Runtime | undefined;
}

/** Sets, or with `undefined` takes away, what `runtime()` answers in every module graph of this process. */
export function setRuntime(runtime: Runtime | undefined): void {
  globalThis.kontorRuntime = runtime;
}

/** @throws Error when nothing was set: the code runs outside `server.ts` (in a build, say), where there is nothing to serve. */
export function runtime(): Runtime {
  const held = globalThis.kontorRuntime;
  if (held === undefined) throw new Error("the runtime is not set: start Kontor through server.ts");
  return held;
}
