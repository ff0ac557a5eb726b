import type { Logger } from "@/lib/log";

/**
 * Sends what libraries print to our log, so that every line is JSON, allow-listed and redacted. An error with a
 * `digest` is Next's second word on one that `instrumentation.ts` has already logged with its request.
 */
export function captureConsole(log: Logger): void {
  const note = (level: "info" | "warn" | "error") => {
    return (...words: unknown[]) => {
      const error = words.find((word) => word instanceof Error);
      if (error !== undefined && "digest" in error) return;
      const reason = words.filter((word) => typeof word === "string").join(" ");
      log[level]("console", { reason: reason === "" ? undefined : reason, error });
    };
  };
  Object.assign(console, {
    log: note("info"),
    info: note("info"),
    warn: note("warn"),
    error: note("error"),
  });
}
