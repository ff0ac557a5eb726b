import "server-only";

/**
 * Why single sign-on did not work: the provider did not answer; ours or its configuration is wrong, which whoever runs Kontor
 * must mend; or this one attempt was not in order (too old, begun elsewhere, a token that does not hold).
 */
export type SsoTrouble = "unavailable" | "misconfigured" | "failed";

/** Answers of a token endpoint (RFC 6749, section 5.2) that no second attempt makes better, and what openid-client says of a wrong address. */
const SET_UP_WRONG =
  /^(invalid_client|unauthorized_client|unsupported_grant_type|invalid_scope)\b|got: 40[0134]|unexpected iss|must be configured/i;
const CERTIFICATE = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;
const CONNECTION = /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE|ERR_SOCKET)/;
/** Messages of our own limits, of Node and of openid-client when an answer does not come, or is none. */
const NO_ANSWER =
  /timed out|took too long|sent too much|socket hang up|aborted|got: 5\d\d|expected 200 OK|\bJSON\b/i;

/** What an error of openid-client's, or of the connection below it, comes down to. next-auth keeps its message and its code. */
export function troubleOf(error: unknown): SsoTrouble {
  const { code, message } = partsOf(error);
  if (SET_UP_WRONG.test(message) || CERTIFICATE.test(code)) return "misconfigured";
  return CONNECTION.test(code) || NO_ANSWER.test(message) ? "unavailable" : "failed";
}

function partsOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: "", message: "" };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return { code, message: error.message };
}
