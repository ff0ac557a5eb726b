/**
 * What a row of `deliveries` came to, in the words of the log's filter. The index `deliveries_by_outcome` is made over
 * this very expression, so neither changes without the other.
 */
export const OUTCOME = `(case
    when state in ('received', 'fetched') then 'waiting'
    when state in ('parked', 'unconfirmed') then state
    when cardinality(body_differences) > 0 then 'differs'
    when effect ->> 'is_changed' = 'false' then 'unchanged'
    else 'applied'
  end)`;

/** The words it may be. */
export const OUTCOMES_OF_DELIVERIES = [
  "waiting",
  "applied",
  "unchanged",
  "differs",
  "unconfirmed",
  "parked",
] as const;
