/**
 * The last word of a document's key in one spelling: "vipps:userDetails.firstName" and "first-name" both read
 * "first_name". Providers write theirs as a path, in their own case.
 */
export function plainKey(key: string): string {
  return key
    .slice(Math.max(key.lastIndexOf(":"), key.lastIndexOf("."), key.lastIndexOf("/")) + 1)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-\s]/g, "_")
    .toLowerCase();
}
