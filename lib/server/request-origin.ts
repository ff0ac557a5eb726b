import "server-only";

/** Who asks, for the audit: what the front wrote on the request. */
export interface RequestOrigin {
  readonly requestId?: string | undefined;
  /** The peer's IP address. */
  readonly address?: string | undefined;
}

/** @param headers of a request that came through the front */
export function originOf(headers: Pick<Headers, "get">): RequestOrigin {
  return {
    requestId: headers.get("x-request-id") ?? undefined,
    address: headers.get("x-forwarded-for") ?? undefined,
  };
}
