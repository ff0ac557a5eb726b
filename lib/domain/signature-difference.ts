/** What of a request, read differently, would have made its signature right. */
export const SIGNATURE_DIFFERENCES = [
  "hostname",
  "pathname",
  "hostname-and-pathname",
  "method",
  "account",
  "query-encoding",
  "query-order",
  "timestamp-unit",
] as const;

export type SignatureDifference = (typeof SIGNATURE_DIFFERENCES)[number];
