-- What the callback log is read by, and what it keeps of re-processing (UX, section 6).

-- What a delivery came to, in the words of the filter. The same expression stands in lib/db/delivery-outcome.ts.
create index deliveries_by_outcome on deliveries (
  account_id,
  channel,
  (case
    when state in ('received', 'fetched') then 'waiting'
    when state in ('parked', 'unconfirmed') then state
    when cardinality(body_differences) > 0 then 'differs'
    when effect ->> 'is_changed' = 'false' then 'unchanged'
    else 'applied'
  end),
  received_at,
  delivery_id
);
create index deliveries_by_reference on deliveries (account_id, merchant_reference, received_at)
  where merchant_reference is not null;
create index deliveries_by_event on deliveries (account_id, event, received_at, delivery_id)
  where event is not null;
create index deliveries_by_error on deliveries (account_id, error, received_at, delivery_id)
  where error is not null;
create index deliveries_with_error on deliveries (account_id, received_at, delivery_id) where error is not null;
create index deliveries_repeated on deliveries (account_id, received_at, delivery_id) where receipts > 1;

-- What the log tells of a late delivery. Null on rows of older code.
alter table late_deliveries
  add column last_received_at timestamptz,
  add column method text,
  add column signed_at timestamptz,
  add column key_number integer,
  add column headers jsonb,
  add column merchant_reference text,
  add column event text,
  add column event_id text,
  add column error text,
  add column peer_address text;
create index late_deliveries_by_time on late_deliveries (account_id, received_at, delivery_id);
create index late_deliveries_by_session on late_deliveries (account_id, session_id, received_at);
create index late_deliveries_by_transaction on late_deliveries (account_id, transaction_id, received_at);

create index findings_by_reference on findings (account_id, merchant_reference) where merchant_reference is not null;

-- Each time somebody had an entry of the log processed again; the entry and how it was verified stay as they were.
create table reprocessings (
  account_id    text collate "C" not null,
  reprocess_id  text collate "C" not null,
  -- which entry: kind and key of lib/domain/log-id
  kind          text collate "C" not null,
  entry_key     text collate "C" not null,
  at            timestamptz not null,
  actor_id      text collate "C" not null,
  outcome       text not null check (outcome in ('applied', 'unconfirmed', 'failed', 'queued')),
  -- what it failed with
  code          text,
  -- figures before and after, no personal data
  effect        jsonb,
  request_id    text,
  primary key (account_id, reprocess_id)
);
create index reprocessings_by_entry on reprocessings (account_id, kind, entry_key, at);
