// Imported for its effect: ends this process when the one that started it is gone, killed included, so that nothing
// is left running that nobody sees. Under npm there may be a shell between npm and us which outlives npm's death.
import { readFileSync } from "node:fs";

const CHECK_MS = 500;
const GRACE_MS = 25_000;

/** Name and parent of a process, from Linux's /proc; undefined elsewhere or when it is gone. */
function look(pid) {
  try {
    const [, name, ppid] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return { name, ppid: Number(ppid) };
  } catch {
    return undefined;
  }
}

/** Who we depend on: our parent and, where that is npm's shell, npm. */
function ancestry() {
  const parent = process.ppid;
  const shell = process.env.npm_lifecycle_event === undefined ? undefined : look(parent);
  return /^(sh|dash|bash|ash)$/.test(shell?.name ?? "") ? `${parent} ${look(parent)?.ppid}` : `${parent}`;
}

if (process.ppid > 1) {
  const before = ancestry();
  const timer = setInterval(() => {
    const now = before.includes(" ") ? `${process.ppid} ${look(process.ppid)?.ppid}` : `${process.ppid}`;
    if (now === before) return;
    clearInterval(timer);
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  }, CHECK_MS);
  timer.unref();
}
