import { AppError } from "@/lib/errors";

declare const checked: unique symbol;

/** An id that is safe to put into the path of a request to our own account. */
export type ProviderId = string & { readonly [checked]: "provider-id" };

/** Why an id was refused. The last two are worth a sentence of their own: the id is fine, only not ours. */
export type InvalidIdReason = "malformed" | "other-environment" | "other-account";

const BRAND = Symbol.for("kontor.InvalidIdError");

export class InvalidIdError extends AppError {
  override readonly name: string = "InvalidIdError";
  readonly [BRAND] = true;
  readonly reason: InvalidIdReason;

  constructor(reason: InvalidIdReason, message: string) {
    super("invalid-id", message);
    this.reason = reason;
  }
}

/** Whether `error` is a refused id, whichever bundle threw it. */
export function isInvalidIdError(error: unknown): error is InvalidIdError {
  return error instanceof Error && BRAND in error;
}

const ALLOWED = /^[A-Za-z0-9._-]{1,128}$/;
const ACCOUNT_PREFIX = /^([PT]\d{8})\./;

/**
 * Checks an id before it comes near a URL (FAULTS, threat 7). What follows the account's prefix is opaque, and an id
 * without a prefix is let through: Dintero then says whether it exists.
 * @throws InvalidIdError "malformed" for any other character, length or dot path; "other-environment" for the sandbox
 * id of a production account or the reverse; "other-account" for somebody else's.
 */
export function parseProviderId(text: string, accountId: string): ProviderId {
  if (!ALLOWED.test(text) || text === "." || text === "..") {
    throw new InvalidIdError("malformed", "not an id: 1 to 128 letters, digits, dots, dashes or underscores");
  }
  switch (ownerOf(text, accountId)) {
    case "other-environment":
      throw new InvalidIdError(
        "other-environment",
        `the id belongs to the ${environmentOf(text)} account, the one configured is ${environmentOf(accountId)}`,
      );
    case "other-account":
      throw new InvalidIdError("other-account", "the id belongs to another account than the one configured");
    case "ours":
      return text as ProviderId;
  }
}

/** Whose an id is, by the account it begins with; one that names none counts as ours. */
export function ownerOf(id: string, accountId: string): "ours" | "other-environment" | "other-account" {
  const prefix = ACCOUNT_PREFIX.exec(id);
  if (prefix === null || prefix[1] === accountId) return "ours";
  // One merchant has the same eight digits in both environments.
  return prefix[1]?.slice(1) === accountId.slice(1) ? "other-environment" : "other-account";
}

function environmentOf(id: string): string {
  return id.startsWith("T") ? "sandbox" : "production";
}

/**
 * The address of `path` below `base`, after making sure that the parser left the path and the origin as they were
 * written: no `..`, backslash or control character resolved to some other place.
 * @throws InvalidIdError "malformed" otherwise
 */
export function endpointUrl(base: URL, path: string, query?: URLSearchParams): URL {
  const expected = `${base.pathname.replace(/\/+$/, "")}${path}`;
  const url = new URL(`${base.origin}${expected}`);
  if (url.pathname !== expected || url.origin !== base.origin || url.search !== "" || url.hash !== "") {
    throw new InvalidIdError("malformed", "the id does not survive as one part of a path");
  }
  if (query !== undefined) url.search = query.toString();
  return url;
}
