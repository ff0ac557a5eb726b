import { writeSync } from "node:fs";
import { pino } from "pino";
import { isAppError } from "@/lib/errors";

/**
 * Every key a log line may carry besides `ts`, `level` and `evt`. Anything else is dropped, so that a careless call
 * cannot put a customer, a query string or a secret into the log. Ids only; durations in milliseconds.
 */
const KEYS = [
  "code",
  "request_id",
  "route",
  "method",
  "status",
  "ms",
  "count",
  "key_number",
  "skew_seconds",
  "attempt",
  "part",
  "field",
  "reason",
  "action",
  "head",
  "source",
  "address",
  "account_id",
  "session_id",
  "transaction_id",
  "delivery_id",
  "user_id",
  "user_hash",
  "upstream_status",
  "upstream_request_id",
] as const;

type LogKey = (typeof KEYS)[number];
export type LogFields = { readonly [key in LogKey]?: string | number | boolean | undefined } & {
  /** The cause. Its name, redacted message and frames are logged, never its other properties. */
  readonly error?: unknown;
};

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One JSON line per call. `evt` is a fixed, dotted name such as `upstream.token_failed`, never a sentence with values in it. */
export interface Logger {
  debug(evt: string, fields?: LogFields): void;
  info(evt: string, fields?: LogFields): void;
  warn(evt: string, fields?: LogFields): void;
  error(evt: string, fields?: LogFields): void;
}

/** `write` takes the finished lines; standard output when left out. */
export function createLogger(level: LogLevel, write: (line: string) => void = writerTo(STDOUT)): Logger {
  const options = {
    level,
    base: null,
    messageKey: "evt",
    timestamp: () => `,"ts":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const log = pino(options, { write });
  return {
    debug: (evt, fields) => log.debug(allowed(fields), evt),
    info: (evt, fields) => log.info(allowed(fields), evt),
    warn: (evt, fields) => log.warn(allowed(fields), evt),
    error: (evt, fields) => log.error(allowed(fields), evt),
  };
}

const STDOUT = 1;

/**
 * Writes lines to a file descriptor, and drops one that it does not take: a full log volume must not stop the intake
 * (F32), while pino's own destination tries for ever.
 */
export function writerTo(fd: number): (line: string) => void {
  return (line) => {
    try {
      writeSync(fd, line);
    } catch {
      // There is nowhere left to say it.
    }
  };
}

function allowed(fields: LogFields = {}): object {
  const kept = KEYS.map((key) => {
    const value = fields[key];
    return [key, typeof value === "string" ? redact(value) : value];
  });
  return {
    ...Object.fromEntries(kept),
    error: fields.error === undefined ? undefined : describe(fields.error),
  };
}

interface ErrorNote {
  readonly name: string;
  readonly message: string;
  readonly code?: string | undefined;
  readonly frames?: readonly string[] | undefined;
  readonly cause?: ErrorNote | undefined;
}

const MAX_CAUSES = 4;

function describe(error: unknown, depth = 0): ErrorNote {
  if (!(error instanceof Error)) return { name: typeof error, message: "a thrown value that is no error" };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    message: redact(error.message),
    code: codeOf(error),
    frames: isAppError(error) ? undefined : frames?.slice(0, 12).map((line) => redact(line.trim())),
    cause: error.cause === undefined || depth >= MAX_CAUSES ? undefined : describe(error.cause, depth + 1),
  };
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

const PERSONAL: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, "$1 [withheld]"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[token]"],
  [/[^\s"'<>()@:,;]+@[^\s"'<>()@:,;]+\.[a-z]{2,}/gi, "[e-mail]"],
  [/(:\/\/)[^\s/@:]+:[^\s/@]+@/g, "$1[withheld]@"],
  [/\?[^\s"')]+/g, "?[query]"],
  [/(?<![\w.-])\+?\d(?:[ -]?\d){7,}(?![\w.-])/g, "[digits]"],
];

/** `text` without what looks like a credential, an e-mail address, a query string, a telephone or a card number. At most 500 characters. */
export function redact(text: string): string {
  return PERSONAL.reduce((kept, [pattern, instead]) => kept.replace(pattern, instead), text.slice(0, 500));
}
