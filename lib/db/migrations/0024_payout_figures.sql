-- What the parts of captures and refunds say of their payout: whether they are settled, and what their fees come to.
-- Orders are counted anew by themselves (CAPTURE_PARTS_VERSION).

alter table capture_parts
  -- Dintero says that the event was settled
  add column is_settled boolean not null default false,
  -- of the event: the same in each of its parts; null: not told
  add column event_fee_minor bigint;

-- In 'all' and 'payout_destination' only. What of captured_minor and refunded_minor is settled; the fees by who bears
-- them; in 'all' alone, fees of which nobody says who bears them.
alter table capture_rollup
  add column settled_minor bigint not null default 0,
  add column settled_refunded_minor bigint not null default 0,
  add column fee_minor bigint not null default 0,
  add column untold_fee_minor bigint not null default 0;

-- The few that somebody looks for among the many.
create index capture_parts_unsettled on capture_parts (account_id, at, order_key, part_id) where not is_settled;
create index capture_parts_beside_splits on capture_parts (account_id, at, order_key, part_id)
  where part = 'remainder' and not is_event_first;
