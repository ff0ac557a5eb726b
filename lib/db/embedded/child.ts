import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import type { Place } from "./place";

/**
 * Starts the program in place of this shell, after leaving a watcher behind. Our end of descriptor 0 closes when we stop
 * or die, SIGKILL included; the watcher then asks for a fast shutdown (SIGINT), so no server outlives its Kontor. The
 * watcher is orphaned on purpose: postgres must have no child that it did not make.
 */
const WATCHED = `exec 4<&0 </dev/null
( ( read -r _ <&4; kill -INT "$$" ) >/dev/null 2>&1 & )
exec 4<&-
exec "$@"`;

const KEPT_OUTPUT = 8_192;

/** A program of PostgreSQL's as the right user, with what it said last. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** The last of standard error. */
  output(): string;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** It no longer keeps this process alive, so a command that fails half-way can end; the watcher sees to the rest. */
  letGo(): void;
  /** It keeps this process alive again: to wait for its end. */
  hold(): void;
}

/** Runs `program` until it ends or we do. Paths in `args` must be as the server sees them. */
export function runWatched(place: Place, program: string, args: readonly string[]): ServerProcess {
  const child = spawn("/bin/sh", ["-c", WATCHED, "sh", program, ...args], {
    // Out of our process group: Ctrl-C is for us, and we stop the server when we are done with it.
    detached: true,
    cwd: "/",
    env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C" },
    stdio: ["pipe", "ignore", "pipe", place.handle?.fd ?? "ignore"],
    ...(place.user === undefined ? {} : { uid: place.user.uid, gid: place.user.gid }),
  });
  let output = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-KEPT_OUTPUT);
  });
  // The watcher may be gone before we close our end.
  child.stdin?.on("error", () => {});
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      child.stdin?.destroy();
      resolve({ code, signal });
    });
  });
  return {
    child,
    output: () => output,
    ended,
    letGo() {
      child.unref();
      for (const pipe of [child.stdin, child.stderr]) if (pipe instanceof Socket) pipe.unref();
    },
    hold: () => child.ref(),
  };
}
