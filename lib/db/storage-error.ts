import { AppError, isAppError } from "@/lib/errors";

/** SQLSTATE classes that say the database cannot serve now: connection, resources, operator, system, wrong sign-in. */
const UNAVAILABLE_CLASSES = ["08", "28", "53", "57", "58", "F0", "XX"];
/** Single states of the same kind: read-only, serialization, deadlock, idle in transaction, no such database, lock timeout. */
const UNAVAILABLE_STATES = ["25006", "40001", "40P01", "25P03", "3D000", "55P03"];
const SYSTEM_ERRORS = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EACCES",
  "EMFILE",
  "ENFILE",
];
/** `pg` and its pool throw these without a code. */
const DRIVER_MESSAGES =
  /^(Connection terminated|timeout e(?:xceeded|xpired)|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after|The server does not support SSL|connection to .* lost)/i;

/**
 * `error` of the driver as the failure it is: "storage-unavailable" when the database is what is missing, itself when
 * the statement was wrong. The cause keeps the driver's words for the log.
 */
export function asStorageError(error: unknown): unknown {
  if (isAppError(error) || !(error instanceof Error) || !isUnavailable(error)) return error;
  const state = "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
  return new AppError("storage-unavailable", `the database did not answer${state}`, { cause: error });
}

function isUnavailable(error: Error): boolean {
  if ("code" in error && typeof error.code === "string") {
    const { code } = error;
    if (SYSTEM_ERRORS.includes(code) || UNAVAILABLE_STATES.includes(code)) return true;
    return /^[0-9A-Z]{5}$/.test(code) && UNAVAILABLE_CLASSES.includes(code.slice(0, 2));
  }
  return DRIVER_MESSAGES.test(error.message);
}

/** Whether a failure of `asStorageError` only says that nobody listens yet, or that the server is starting. */
export function isNotThereYet(error: unknown): boolean {
  const cause = isAppError(error) ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "57P03";
}
