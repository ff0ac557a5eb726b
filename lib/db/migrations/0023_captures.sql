-- The figures of captures (ARCHITECTURE, "Data model"): what each order contributes, and the sums of all of them. All of
-- it is derived, and written in the transaction that writes the order (lib/db/count-orders.ts). Orders from before are
-- counted in the background (lib/intake/count-captures.ts); nothing has to be made again here.

-- What an order contributes besides its parts. An order without a row has not been counted, or has nothing to count.
create table counted_orders (
  account_id           text collate "C" not null,
  order_key            text collate "C" not null,
  -- CAPTURE_PARTS_VERSION by which row and parts were made
  version              integer not null,
  -- the generation of the rollup that holds it; 0 = none. Where it is not the state's own, the rollup is without it
  counted_in           integer not null,
  currency             text collate "C" not null,
  payment_product_type text collate "C",
  card_brand           text collate "C",
  store_id             text collate "C",
  authorized_minor     bigint not null,
  authorized_at        timestamptz not null,
  captured_minor       bigint not null,
  refunded_minor       bigint not null,
  primary key (account_id, order_key),
  foreign key (account_id, order_key) references orders (account_id, order_key) on delete cascade
) with (fillfactor = 90);
create index counted_orders_by_authorization on counted_orders (account_id, authorized_at, order_key);

-- Each capture and refund that took effect, in the parts in which it was paid out. The parts of an event sum to what it
-- moved, those of an order to its captured_minor and refunded_minor.
create table capture_parts (
  account_id            text collate "C" not null,
  order_key             text collate "C" not null,
  -- the place in the order's history, in digits that sort
  part_id               text collate "C" not null,
  kind                  text collate "C" not null check (kind in ('capture', 'refund')),
  -- seller: a split; remainder: what no split names; unitemized: what no event tells
  part                  text collate "C" not null check (part in ('seller', 'remainder', 'unitemized')),
  event_id              text collate "C",
  at                    timestamptz not null,
  currency              text collate "C" not null,
  -- null: the merchant's own account
  payout_destination_id text collate "C",
  -- positive for both kinds; negative for what a correction takes back, and where splits exceed what they split
  amount_minor          bigint not null,
  -- of the event: the same in each of its parts
  event_amount_minor    bigint not null,
  -- true of exactly one part of each event
  is_event_first        boolean not null,
  -- what the part bears of the event's fee; null while that is not known
  fee_minor             bigint,
  payment_product_type  text collate "C",
  card_brand            text collate "C",
  store_id              text collate "C",
  settlement_ids        text[] collate "C" not null default '{}',
  primary key (account_id, order_key, part_id),
  foreign key (account_id, order_key) references orders (account_id, order_key) on delete cascade
);
create index capture_parts_by_time on capture_parts (account_id, at, order_key);
create index capture_parts_by_destination on capture_parts (account_id, payout_destination_id, at, order_key, part_id);

-- The sums, by hour and by day of the business time zone. In each dimension the values sum to 'all'; counts by payout
-- destination do not, since a split capture counts with each one it pays. authorized_* and collected_minor stand in
-- 'all', 'method', 'brand' and 'store' only, 'days_to_capture' by day only. Rows that come to nothing are deleted.
create table capture_rollup (
  account_id       text collate "C" not null,
  grain            text collate "C" not null check (grain in ('hour', 'day')),
  currency         text collate "C" not null,
  -- all, method, brand, store, payout_destination, days_to_capture (local days, in digits)
  dimension        text collate "C" not null,
  starts_at        timestamptz not null,
  -- '' for none, and for the own account
  value            text collate "C" not null,
  captured_minor   bigint not null,
  -- events, not parts
  captured_count   bigint not null,
  refunded_minor   bigint not null,
  refunded_count   bigint not null,
  authorized_minor bigint not null,
  authorized_count bigint not null,
  -- captured, whenever, of what was authorized then
  collected_minor  bigint not null,
  primary key (account_id, grain, currency, dimension, starts_at, value)
) with (fillfactor = 70);

-- By which rules the rollup is made, and how far.
create table capture_rollup_state (
  account_id  text collate "C" primary key,
  -- whose hours and days
  time_zone   text not null,
  -- CAPTURE_PARTS_VERSION that every order has been counted by
  version     integer not null,
  generation  integer not null,
  -- clearing: what an earlier generation left is being deleted; counting: orders are being added
  phase       text collate "C" not null check (phase in ('clearing', 'counting', 'complete')),
  is_complete boolean not null generated always as (phase = 'complete') stored,
  changed_at  timestamptz not null
);
