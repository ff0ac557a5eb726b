-- What the list of orders is filtered and sorted by, beyond what finding one needed. Written with the order, in the same
-- transaction; orders from before are due for it at once (restate_at).

alter table orders
  -- every seller named by the order, its lines or its captures
  add column payout_destinations text[] collate "C" not null default '{}',
  add column has_splits boolean not null default false,
  -- when reserved money that nobody captured is expected to be released; null when none is left, or the method keeps it
  add column authorization_expires_at timestamptz,
  -- the first verified delivery about it
  add column received_at timestamptz,
  -- when its row is to be made again from the documents we hold: a checkout runs out without anybody telling
  add column restate_at timestamptz,
  -- what sorting by reference compares; short enough for an index
  add column reference_order text collate "C"
    generated always as (lower(left(coalesce(merchant_reference, merchant_reference_2), 100))) stored;

update orders set restate_at = timestamptz '1970-01-01 00:00:00+00',
  received_at = (select min(d.received_at) from deliveries d
                 where d.account_id = orders.account_id
                   and (d.session_id = orders.session_id or d.transaction_id = orders.transaction_id));

create index orders_to_restate on orders (account_id, restate_at) where restate_at is not null;

-- One per sort: ascending, read backwards for the latest first; within it by listed_at, which orders those without the
-- value too. The key, which decides between orders of one millisecond, is left out: it would double each index.
create index orders_by_authorization on orders (account_id, authorized_at, listed_at);
create index orders_by_capture on orders (account_id, captured_at, listed_at);
create index orders_by_refund on orders (account_id, refunded_at, listed_at);
create index orders_by_receipt on orders (account_id, received_at, listed_at);
create index orders_by_last_event on orders (account_id, last_event_at, listed_at);
create index orders_by_expiry on orders (account_id, authorization_expires_at, listed_at);
create index orders_by_reference on orders (account_id, reference_order, listed_at);
create index orders_by_amount on orders (account_id, currency, ordered_minor, listed_at);

-- One per value that may be rare: walking the whole list for it would cost more the more orders there are.
create index orders_by_status on orders (account_id, status, listed_at);
create index orders_by_method on orders (account_id, payment_product_type, listed_at);
create index orders_by_currency on orders (account_id, currency, listed_at);
create index orders_by_brand on orders (account_id, card_brand, listed_at) where card_brand is not null;
create index orders_by_store on orders (account_id, store_id, listed_at) where store_id is not null;
create index orders_by_reason on orders (account_id, failure_reason, listed_at)
  where failure_reason is not null;
create index orders_by_who on orders (account_id, failure_who, listed_at) where failure_who is not null;
create index orders_refunded on orders (account_id, listed_at) where refunded_minor > 0;
create index orders_with_splits on orders (account_id, listed_at) where has_splits;
create index orders_by_payout_destination on orders using gin (payout_destinations);

-- The few deliveries that need a person.
create index deliveries_in_trouble on deliveries (account_id, state) where state in ('parked', 'unconfirmed');
