import "server-only";

/**
 * Why single sign-on did not work: the provider did not answer; ours or its configuration is wrong, which whoever runs Kontor
 * must mend; or this one attempt was not in order (too old, begun elsewhere, a token that does not hold).
 */
export type SsoTrouble = "unavailable" | "misconfigured" | "failed";

/** Answers of a token endpoint (RFC 6749, section 5.2) that no second attempt makes better. */
const SET_UP_WRONG: ReadonlySet<string> = new Set([
  "invalid_client",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  "invalid_redirect_uri",
]);

/** What an error of openid-client's, or of the connection below it, comes down to. next-auth wraps it, sometimes twice. */
export function troubleOf(error: unknown): SsoTrouble {
  const texts = chainOf(error);
  if (texts.some(({ code }) => SET_UP_WRONG.has(code))) return "misconfigured";
  if (
    texts.some(({ message }) =>
      /got: (404|401|403|400)|issuer mismatch|unexpected iss|must be configured/i.test(message),
    )
  )
    return "misconfigured";
  if (texts.some(({ code }) => /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/.test(code)))
    return "misconfigured";
  const isAway = texts.some(
    ({ code, message }) =>
      /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE|ERR_SOCKET)/.test(code) ||
      /timed out|took too long|socket hang up|aborted|got: 5\d\d|expected 200 OK|JSON|body/i.test(message),
  );
  return isAway ? "unavailable" : "failed";
}

interface Link {
  readonly code: string;
  readonly message: string;
}

function chainOf(error: unknown, depth = 0): readonly Link[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? value : "";
  };
  const link = { code: text("error") || text("code"), message: text("message") };
  const inner = ["cause", "error", "oauthError"].map((name): unknown => Reflect.get(error, name));
  return [link, ...inner.flatMap((next) => chainOf(next, depth + 1))];
}
