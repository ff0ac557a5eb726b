import { LOG_KINDS, type LogKind } from "./delivery-log";

/** A delivery by its signature's digest alone; the same signature may first have been late, so the others name their kind. */
export function logId(kind: LogKind, key: string): string {
  return kind === "delivery" ? key : `${kind}-${key}`;
}

/** The inverse of `logId`; undefined for what cannot be one. */
export function parseLogId(id: string): { readonly kind: LogKind; readonly key: string } | undefined {
  if (id.length > 220 || !/^[\w.:~-]+$/.test(id)) return undefined;
  const kind = LOG_KINDS.find((candidate) => id.startsWith(`${candidate}-`)) ?? "delivery";
  const key = kind === "delivery" ? id : id.slice(kind.length + 1);
  return key === "" || (kind === "delivery" && !/^[0-9a-f]{40,64}$/.test(key)) ? undefined : { kind, key };
}
