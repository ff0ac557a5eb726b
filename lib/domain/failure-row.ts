import type { CiteName, Meaning, OriginKind, ReplyName, Severity, StepName } from "./failure-names";
import type { Retry, Who } from "./order";

/** Which received values lead to a row, and what that rests on. */
export interface FailureOrigin {
  readonly source: OriginKind;
  /** As documented; compared in upper case, those of "error" in lower case. */
  readonly values: readonly string[];
  /** Only for this payment product ("instabank"); it then goes before a row for all. */
  readonly product?: string;
  readonly meaning: Meaning;
  readonly cite: CiteName;
}

/** One explanation: who, what to do and what to say, by whatever it was learnt. Its name is its sentence's key. */
export interface FailureRow {
  readonly who: Who;
  readonly severity: Severity;
  /** How little the values say; without it they say it all. A reason goes before a refusal, that before a technical fault. */
  readonly weight?: "refusal" | "technical" | "nothing";
  /** What the value itself says about another try, for when the provider gives no retry policy. */
  readonly retry?: Retry;
  /** One to three, in order. */
  readonly steps: readonly [StepName, StepName?, StepName?];
  readonly reply: ReplyName;
  readonly from: readonly FailureOrigin[];
}
