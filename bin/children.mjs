import { spawn } from "node:child_process";
import { once } from "node:events";

const WATCH = new URL("./watch-parent.mjs", import.meta.url).href;
const STOP_MS = 25_000;

/** Every child that runs, with the promise of its end. */
const running = new Map();

/**
 * Runs a program of ours beside this one; it ends when we do, however we end. `options` as for `spawn`.
 * The answer's `ended` resolves with the exit code (or the signal's name) and never rejects.
 */
export function startChild(entry, words, options) {
  const child = spawn(process.execPath, ["--import", WATCH, entry, ...words], options);
  const ended = once(child, "exit").then(
    ([code, signal]) => code ?? signal,
    () => "not started",
  );
  running.set(child, ended);
  ended.then(() => running.delete(child));
  return { child, ended };
}

/** Asks every child to stop, the newest first, and waits until they are gone. */
export async function stopChildren() {
  for (const [child, ended] of [...running].reverse()) {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await ended;
    clearTimeout(timer);
  }
}

let isStopping = false;

/** Resolves with the name of the child that ended by itself first; never while we are stopping them. */
export function firstToEnd(names) {
  return new Promise((done) => {
    for (const [name, ended] of Object.entries(names)) ended.then(() => isStopping || done(name));
  });
}

/** Stops the children, then this process, when it is asked to end; a second time: at once. */
export function stopOnSignals() {
  const stop = () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    stopChildren().finally(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
}
