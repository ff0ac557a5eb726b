import type { CaptureDays, CaptureGroup, CaptureInterval } from "./capture-query";
import type { CaptureSpan } from "./capture-spans";
import type { LocalDay } from "./local-day";
import type { CurrencyCode, MinorUnits } from "./minor-units";

/** What moved, in minor units of the report's one currency. An event counts once, however many sellers shared in it. */
export interface CaptureFigures {
  readonly captured: MinorUnits;
  readonly refunded: MinorUnits;
  /** `captured` less `refunded`: what was given back in that time, whenever it had been captured. */
  readonly net: MinorUnits;
  /** Captures, and refunds, that succeeded. */
  readonly count: number;
  readonly refundedCount: number;
}

/** A method, a brand, a store or a payout destination. */
export interface CaptureGroupRow extends CaptureFigures {
  /** As Dintero sends it; "none" for an order without one, or of payout destinations the merchant's own account. */
  readonly value: string;
  /** All groups but the largest, taken together; `value` is then of no meaning. */
  readonly isRest: boolean;
  /** The values in it: one, but of the rest, of which so many are named as a link may hold, and one more. */
  readonly values: readonly string[];
  /** Of all that was captured, 0 to 1; absent when that is nothing. */
  readonly share?: number | undefined;
}

/** One bar. `groups` stand in the order of the report's. */
export interface CaptureBucket extends CaptureFigures, Omit<CaptureSpan, "startsAt" | "endsAt"> {
  readonly authorized: MinorUnits;
  readonly authorizedCount: number;
  readonly groups: readonly CaptureBucketGroup[];
}

export interface CaptureBucketGroup extends CaptureFigures {
  readonly value: string;
  readonly isRest: boolean;
}

export interface CaptureKpis extends CaptureFigures {
  /** Of one capture, rounded to a whole unit; absent without captures. */
  readonly average?: MinorUnits | undefined;
  readonly authorized: MinorUnits;
  readonly authorizedCount: number;
  /** What has been captured since, until now, of what was authorized in the range. */
  readonly collected: MinorUnits;
  /** `collected` of `authorized`, 0 to 1; absent when nothing was authorized. */
  readonly captureRate?: number | undefined;
}

export interface CurrencyCaptures {
  readonly currency: CurrencyCode;
  readonly captured: MinorUnits;
  readonly count: number;
}

/** One currency's bars, for a panel of its own. */
export interface CapturePanel {
  readonly currency: CurrencyCode;
  readonly kpis: CaptureKpis;
  readonly buckets: readonly CaptureBucket[];
  readonly kpisBefore?: CaptureKpis | undefined;
  readonly before?: readonly (CaptureBucket | undefined)[] | undefined;
}

/** Captures that came so many days of the shop's calendar after their authorization, `maxDays` included. */
export interface DaysToCapture {
  readonly minDays: number;
  /** Absent: and more. */
  readonly maxDays?: number | undefined;
  readonly captured: MinorUnits;
  readonly count: number;
}

/** Orders with reserved money that nobody captured, as of now; `from` belongs to the days, `to` does not. */
export interface OutstandingBin {
  readonly minDays?: number | undefined;
  readonly maxDays?: number | undefined;
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
  /** Nobody knows the day. */
  readonly isUnknown: boolean;
  readonly remaining: MinorUnits;
  readonly count: number;
}

/** What is still to capture, of whatever day. */
export interface Outstanding {
  readonly remaining: MinorUnits;
  /** Orders. */
  readonly count: number;
  /** By days since the authorization, 0 being today. */
  readonly byAge: readonly OutstandingBin[];
  /** By days until the authorization is expected to end; negative ones have ended. */
  readonly byExpiry: readonly OutstandingBin[];
}

/** Captured from midnight to the end of each hour of the clock, today and on average of the same weekday before. */
export interface TodayHour {
  /** 0 to 23. */
  readonly hour: number;
  /** Absent for hours that have not begun; of the hour that is, so far. */
  readonly captured?: MinorUnits | undefined;
  readonly usual?: MinorUnits | undefined;
}

export interface Today {
  readonly day: LocalDay;
  readonly hours: readonly TodayHour[];
  readonly captured: MinorUnits;
  /** What is usually captured by this minute, the hour that is taken in proportion; absent when `weeks` is 0. */
  readonly usualSoFar?: MinorUnits | undefined;
  /** How many of the last eight same weekdays there is something to say of. */
  readonly weeks: number;
}

/** Every number of the captures page, in one currency but for `currencies` and `panels`. */
export interface CaptureReport extends CaptureDays {
  readonly timeZone: string;
  /** Absent when nothing was ever captured, and none was asked for: then every figure is zero. */
  readonly currency?: CurrencyCode | undefined;
  readonly interval: CaptureInterval;
  readonly groupBy?: CaptureGroup | undefined;
  /** Everything that happened at Dintero before is known; absent when nobody has looked yet. ISO. */
  readonly completeTo?: string | undefined;
  /** The rollup is being made again: figures may still be too small. */
  readonly isCounting: boolean;
  /** Every currency ever captured in, with what it came to in these days, the most captures first. */
  readonly currencies: readonly CurrencyCaptures[];
  readonly kpis: CaptureKpis;
  readonly buckets: readonly CaptureBucket[];
  /** The largest six, then the rest if there is any; empty without `groupBy`. */
  readonly groups: readonly CaptureGroupRow[];
  /** The days that are compared with. */
  readonly compared?: CaptureDays | undefined;
  readonly kpisBefore?: CaptureKpis | undefined;
  /** At the same index the bar that `buckets` is compared with; none where the other days are fewer. */
  readonly before?: readonly (CaptureBucket | undefined)[] | undefined;
  /** One per currency, the most captures first; only when asked for. */
  readonly panels?: readonly CapturePanel[] | undefined;
  /** The most captured first; of many, the last is the rest. */
  readonly byMethod: readonly CaptureGroupRow[];
  readonly byDestination: readonly CaptureGroupRow[];
  readonly daysToCapture: readonly DaysToCapture[];
  readonly outstanding: Outstanding;
  readonly today: Today;
}

/** How much more than before, as a share of before: 0.1 is ten per cent more. Absent when there was nothing before. */
export function changeOf(now: number, before: number | undefined): number | undefined {
  return before === undefined || before === 0 ? undefined : (now - before) / Math.abs(before);
}
