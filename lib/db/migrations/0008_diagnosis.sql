-- Why each order failed, as `lib/domain/failure-table.ts` explains it, to be counted without reading documents.
-- failure_reason and failure_who stay what they were: the rule, and who.
alter table orders
  -- the value that decided, as received; at most 200 characters
  add column failure_value text,
  add column failure_source text,
  add column failure_severity text,
  add column failure_product text,
  -- which of the session's tries to pay it was
  add column failure_attempt integer,
  add column failure_attempts integer,
  add column failed_at timestamptz,
  -- of the table by which this row was explained; rows of another one are made again (restate_at, lib/intake/upkeep.ts)
  add column failure_version integer not null default 1;

create index orders_by_failure on orders (account_id, failure_reason, failed_at) where failure_reason is not null;
