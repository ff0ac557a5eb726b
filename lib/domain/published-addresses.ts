/**
 * Where Dintero's callbacks come from, by its own documentation (API.md 6). A hint beside the signature, never a gate:
 * addresses change, and a proxy may hide them.
 */
export const PUBLISHED_ADDRESSES: readonly string[] = ["34.241.230.119", "34.242.13.162"];
