/** What the headers of an answer depend on. */
export interface Circumstances {
  readonly nonce: string;
  readonly requestId: string;
  /** The public origin is https, so browsers may be told never to come back by http. */
  readonly isHttps: boolean;
  /** `next dev`: React's development build needs eval. */
  readonly isDev: boolean;
}

/**
 * FAULTS, threat 14. `strict-dynamic` lets Next's nonced loader bring in its chunks; inline styles are needed by
 * `style` attributes that Next and charts write.
 */
export function contentSecurityPolicy(nonce: string, isDev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}

/** On every answer, by lower-case name. */
export function securityHeaders(at: Circumstances): ReadonlyMap<string, string> {
  const headers = new Map([
    ["x-request-id", at.requestId],
    ["content-security-policy", contentSecurityPolicy(at.nonce, at.isDev)],
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "no-referrer"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
    ["x-robots-tag", "noindex, nofollow"],
  ]);
  if (at.isHttps) headers.set("strict-transport-security", "max-age=63072000");
  return headers;
}
