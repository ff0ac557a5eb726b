/** What decides which of two answers about one document is the later state. Instants are ISO in UTC, as `Date` writes them. */
export interface Fence {
  readonly version?: number | undefined;
  readonly changedAt?: string | undefined;
  readonly eventCount: number;
  readonly fetchedAt: string;
  readonly digest: string;
}

/**
 * Whether `candidate` may take the place of `held`: it is as late or later. Dintero's version decides where both have
 * one; then the document's own instants (events share a second, hence "as late"), the number of events, and, for two
 * states that Dintero tells apart by nothing, when we asked. The digest only makes two that were fetched at one instant
 * come out the same in whatever order they arrive.
 */
export function mayReplace(candidate: Fence, held: Fence): boolean {
  if (candidate.version !== undefined && held.version !== undefined && candidate.version !== held.version) {
    return candidate.version > held.version;
  }
  const earlier = compare(candidate.changedAt ?? "", held.changedAt ?? "");
  if (earlier !== 0) return earlier > 0;
  if (candidate.eventCount !== held.eventCount) return candidate.eventCount > held.eventCount;
  const asked = compare(candidate.fetchedAt, held.fetchedAt);
  if (asked !== 0) return asked > 0;
  return candidate.digest >= held.digest;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a > b ? 1 : -1;
}
