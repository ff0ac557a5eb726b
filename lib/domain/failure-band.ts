/** What counts as more than usual; the page says it in words. */
export const BAND = {
  windowHours: 24,
  /** Windows of the same length right before it. */
  mostWindows: 28,
  /** With fewer nobody can say what is usual. */
  fewestWindows: 7,
  deviations: 3,
  /** Fewer failures than this are never told of. */
  fewest: 5,
} as const;

/** How often a reason came in the window now, and in the `windows` windows before it together. */
export interface BandCount {
  readonly count: number;
  readonly before: number;
  readonly windows: number;
}

/**
 * As many failures in one window as are still usual: the mean of the windows before, and three standard deviations
 * above it. Failures that come independently of each other are Poisson distributed, whose variance is its mean.
 */
export function usualMost({ before, windows }: Omit<BandCount, "count">): number {
  const mean = before / windows;
  return mean + BAND.deviations * Math.sqrt(mean);
}

/** Whether a reason came more often than is usual; never while there is too little to compare with. */
export function isUnusual(count: BandCount): boolean {
  if (count.windows < BAND.fewestWindows || count.count < BAND.fewest) return false;
  return count.count > usualMost(count);
}
