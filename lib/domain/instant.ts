const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}([T ]|$)/;

/** `iso` in ms since 1970; undefined when it is absent or no ISO 8601 instant, such as a documentation's "<string>". */
export function instantOf(iso: string | undefined): number | undefined {
  if (iso === undefined || !ISO_INSTANT.test(iso)) return undefined;
  const at = Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
}

/**
 * `entries` by their instants, those of one instant in the order given. One without an instant stays behind its
 * predecessor, as it did where it came from.
 */
export function byInstant<T>(entries: readonly T[], instant: (entry: T) => string | undefined): readonly T[] {
  let last = Number.NEGATIVE_INFINITY;
  return entries
    .map((entry) => {
      last = instantOf(instant(entry)) ?? last;
      return { entry, at: last };
    })
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .map(({ entry }) => entry);
}
