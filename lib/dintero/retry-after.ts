/**
 * What a `Retry-After` header asks for, in milliseconds from `now`, at most `maxMs`; undefined when absent or neither
 * whole seconds nor a date.
 */
export function parseRetryAfter(header: string | undefined, now: number, maxMs: number): number | undefined {
  if (header === undefined) return undefined;
  const value = header.trim();
  const askedMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  // Every date format of HTTP names the weekday, and Date.parse takes far more than dates for one.
  if (Number.isNaN(askedMs) || !/^(?:\d+$|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))/.test(value)) return undefined;
  return Math.min(Math.max(askedMs, 0), maxMs);
}
