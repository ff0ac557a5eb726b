import type { BucketUnit } from "@/lib/domain/failure-buckets";
import type { FailureGroup } from "@/lib/domain/failure-filter";
import type { CurrencyCode, Money } from "@/lib/domain/minor-units";
import type { Who } from "@/lib/domain/order";

/** The orders of one currency; `amount` is what they asked for, absent where it is more than a number holds exactly. */
export interface FailedAmountJson {
  readonly currency: CurrencyCode;
  readonly count: number;
  readonly amount?: Money | undefined;
}

/** Whether somebody paid after the failures in which nothing was paid, the latest 10,000 of the range. */
export interface RecoveryJson {
  readonly unpaid: number;
  readonly recovered: number;
}

export interface FailureGroupJson {
  /** A rule, who, a method, a brand, a store or an hour of the day, 0 to 23; "none" for an order without. */
  readonly key: string;
  readonly who?: Who | undefined;
  readonly count: number;
  readonly amounts: readonly FailedAmountJson[];
  readonly first_at: string;
  readonly last_at: string;
  /** In each bucket. */
  readonly counts: readonly number[];
  readonly recovery: RecoveryJson;
  /** The list of these orders. */
  readonly href: string;
}

/** The answer of `GET /api/failures`. Days are of the business time zone, the first included and the last not. */
export interface FailuresAnswer {
  readonly time_zone: string;
  readonly from: string;
  readonly to: string;
  readonly group: FailureGroup;
  readonly count: number;
  readonly amounts: readonly FailedAmountJson[];
  readonly recovery: RecoveryJson;
  readonly interval: BucketUnit;
  /** ISO instants. `tried` orders were created in the bucket and somebody tried to pay; `paid` of them were paid. */
  readonly buckets: readonly { readonly start: string; readonly tried: number; readonly paid: number }[];
  readonly groups: readonly FailureGroupJson[];
  /** Reasons of the last 24 hours that came more often than usual. */
  readonly unusual: readonly {
    readonly reason: string;
    readonly count: number;
    readonly usual_most: number;
  }[];
}
