/** Deliveries of one earlier day in the part of the day that is looked at; milliseconds since 1970. */
export interface QuietSample {
  readonly startsAt: number;
  readonly endsAt: number;
  /** Newest first. */
  readonly instants: readonly number[];
  /** More came than were read: what lies before the last instant is not known. */
  readonly isCut: boolean;
}

export interface UsualGap {
  readonly medianSeconds: number;
  /** Longer than this without a delivery is unusual. */
  readonly silentAfterSeconds: number;
}

/** A shop that is open on two days of the week is no measure for a third. */
const LEAST_DAYS = 3;
/** Below this nobody is told of silence, however busy the shop. */
const LEAST_SILENCE_SECONDS = 15 * 60;
const MARGIN = 2;

/**
 * What is usual between two deliveries: over the same part of the last days, the median gap; and silence is unusual
 * beyond twice the median of the longest gap of each day, but never before a quarter of an hour. A day without any
 * delivery says nothing (closed, or an outage); with fewer than three days that say something, nothing is unusual.
 */
export function usualGap(samples: readonly QuietSample[]): UsualGap | undefined {
  const days = samples.filter(({ instants }) => instants.length > 0);
  if (days.length < LEAST_DAYS) return undefined;
  const between = days.flatMap(({ instants }) => gapsOf(instants));
  const longest = days.map(longestGap);
  return {
    medianSeconds: Math.round((median(between) ?? median(longest) ?? 0) / 1000),
    silentAfterSeconds: Math.max(LEAST_SILENCE_SECONDS, Math.round((MARGIN * (median(longest) ?? 0)) / 1000)),
  };
}

/** The day's part before its first and after its last delivery was as quiet as any gap. */
function longestGap({ startsAt, endsAt, instants, isCut }: QuietSample): number {
  const [newest = endsAt] = instants;
  const oldest = instants.at(-1) ?? startsAt;
  return Math.max(endsAt - newest, ...gapsOf(instants), isCut ? 0 : oldest - startsAt);
}

function gapsOf(instants: readonly number[]): number[] {
  return instants.slice(1).map((at, index) => (instants[index] ?? at) - at);
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
