import type { CaptureDays } from "./capture-query";
import type { CurrencyCode, MinorUnits } from "./minor-units";
import type { ComparedAmounts, Settlement } from "./settlement";

/** A settlement as it is held. */
export interface HeldSettlement extends Settlement {
  /** The path of the field that could not be read, and what is wrong with it; then the rest may be older, or missing. */
  readonly problem?: string | undefined;
  readonly fetchedAt: string;
  /** When it was settled, or the nearest to it that is known: what lists are ordered by. */
  readonly listedAt: string;
}

/** How far Dintero's settlements are known. Instants are ISO. */
export interface SettlementSync {
  /** Absent: Dintero was asked and has never answered. False: our API client lacks the scope. */
  readonly isGranted?: boolean | undefined;
  readonly checkedAt: string;
  /** From here on until `checkedAt` all are known; absent: none is. */
  readonly completeFrom?: string | undefined;
  /** The code of what the last check failed with, a missing scope aside. */
  readonly lastError?: string | undefined;
  /** Entries of the last check that did not even have an id. */
  readonly nameless: number;
}

/** A settlement beside what we hold of it. */
export interface ListedSettlement extends HeldSettlement {
  readonly compared: readonly ComparedAmounts[];
  readonly href: string;
}

export interface SettlementList {
  readonly days: CaptureDays;
  /** Newest first. */
  readonly settlements: readonly ListedSettlement[];
  /** Absent on the last page. */
  readonly olderHref?: string | undefined;
  /** Absent when Dintero was never asked. */
  readonly sync?: SettlementSync | undefined;
  readonly providers: readonly string[];
}

/** What a capture or refund says of a settlement, with the order it is of, in minor units of `currency`. */
export interface MatchedLine {
  readonly orderKey: string;
  readonly lineId: string;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  /** As received. */
  readonly event: string;
  /** ISO. */
  readonly at?: string | undefined;
  readonly currency: CurrencyCode;
  readonly amount?: MinorUnits | undefined;
  readonly capture?: MinorUnits | undefined;
  readonly refund?: MinorUnits | undefined;
  readonly fee?: MinorUnits | undefined;
  readonly eventCorrelationId?: string | undefined;
  readonly payoutCorrelationId?: string | undefined;
}

export interface LinkedLine extends MatchedLine {
  /** The order's page. */
  readonly href: string;
}

export interface SettlementDetail {
  readonly settlement: ListedSettlement;
  /** Oldest first. */
  readonly lines: readonly LinkedLine[];
  /** Absent on the last page. */
  readonly nextHref?: string | undefined;
  /** Whether this viewer may have its files. */
  readonly mayHaveFiles: boolean;
}
