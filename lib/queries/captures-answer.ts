import type { CaptureGroup, CaptureInterval } from "@/lib/domain/capture-query";
import type { CurrencyCode, Money } from "@/lib/domain/minor-units";

/** What moved, in one currency. `net` is `captured` less `refunded`. */
export interface MovedJson {
  readonly captured: Money;
  readonly refunded: Money;
  readonly net: Money;
  /** Captures, and refunds, that succeeded. */
  readonly count: number;
  readonly refunded_count: number;
}

export interface CaptureGroupJson extends MovedJson {
  /** As Dintero sends it, "none" for none and for the own account; absent for all others taken together. */
  readonly value?: string | undefined;
  /** The list of exactly these orders. */
  readonly href?: string | undefined;
}

export interface CaptureBucketJson extends MovedJson {
  /** ISO, on the clock of `time_zone`. */
  readonly start: string;
  /** 23 and 25 on days on which clocks change. */
  readonly hours: number;
  /** Not over yet. */
  readonly is_incomplete: boolean;
  readonly authorized: Money;
  readonly authorized_count: number;
  readonly href?: string | undefined;
  readonly groups: readonly CaptureGroupJson[];
}

export interface CaptureKpisJson extends MovedJson {
  readonly average?: Money | undefined;
  readonly authorized: Money;
  readonly authorized_count: number;
  /** Captured until now of what was authorized in the range, and as a share of it. */
  readonly collected: Money;
  readonly capture_rate?: number | undefined;
}

/** The answer of `GET /api/captures` (CONTRACT, section 4): days of the business time zone, `to` not included. */
export interface CapturesAnswer {
  readonly time_zone: string;
  readonly from: string;
  readonly to: string;
  readonly interval: CaptureInterval;
  readonly group_by?: CaptureGroup | undefined;
  /** Absent when nothing was ever captured, and none was asked for. */
  readonly currency?: CurrencyCode | undefined;
  readonly complete_to?: string | undefined;
  readonly is_counting: boolean;
  readonly currencies: readonly {
    readonly currency: CurrencyCode;
    readonly captured: Money;
    readonly count: number;
  }[];
  readonly totals: CaptureKpisJson;
  /** What nobody has captured yet, of whatever day. */
  readonly outstanding: { readonly remaining: Money; readonly orders: number };
  readonly buckets: readonly CaptureBucketJson[];
  /** The whole range by `group_by`, the most captured first. */
  readonly groups: readonly CaptureGroupJson[];
  /** With `compare`: the days compared with, and at the same index the bar of them. */
  readonly compared?:
    | {
        readonly from: string;
        readonly to: string;
        readonly totals: CaptureKpisJson;
        readonly buckets: readonly (CaptureBucketJson | null)[];
      }
    | undefined;
  /** With `panels=currencies`: the bars of each currency. */
  readonly panels?:
    | readonly {
        readonly currency: CurrencyCode;
        readonly totals: CaptureKpisJson;
        readonly buckets: readonly CaptureBucketJson[];
      }[]
    | undefined;
}
