import "server-only";

/** The pages a sign-in may lead back to: CONTRACT, section 3. Anything else leads to the start page. */
const ID = "[A-Za-z0-9._-]{1,128}";
const PAGES = [
  "/",
  "/orders",
  `/sessions/${ID}`,
  `/transactions/${ID}`,
  "/failures",
  "/captures",
  "/payouts",
  `/callbacks(?:/${ID})?`,
  "/audit",
  "/settings",
  "/look-up",
  "/account",
].map((page) => new RegExp(`^${page}$`));

const START = "/";

/** Where people meet somebody else's link, so longer than any filter of ours needs. */
const MAX_LENGTH = 2_000;

/**
 * `text` when it is the local path of one of our pages (with its query, without a fragment), else undefined.
 * An allow-list, because every list of forbidden shapes has been incomplete (FAULTS: threat 13, F55).
 */
export function findReturnTarget(text: unknown): string | undefined {
  if (typeof text !== "string" || text.length > MAX_LENGTH) return undefined;
  // Printable ASCII without a backslash, which browsers read as a slash.
  if (!/^\/(?:[\x21-\x5b\x5d-\x7e]*)$/.test(text)) return undefined;
  const base = "http://kontor.invalid";
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  const isOurs = url.origin === base && PAGES.some((page) => page.test(url.pathname));
  return isOurs ? `${url.pathname}${url.search}` : undefined;
}

/** As `findReturnTarget`, with the start page for everything else. */
export function returnTarget(text: unknown): string {
  return findReturnTarget(text) ?? START;
}

/** The address of the sign-in page that leads back to `target` afterwards. */
export function signInPath(target: unknown): string {
  const local = findReturnTarget(target);
  return local === undefined || local === START
    ? "/sign-in"
    : `/sign-in?${new URLSearchParams({ return: local })}`;
}
