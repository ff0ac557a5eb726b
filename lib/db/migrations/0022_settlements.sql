-- What Dintero says it paid out, and which captures and refunds say they went into it.

create table settlements (
  account_id            text collate "C" not null,
  settlement_id         text collate "C" not null,
  settled_at            timestamptz,
  start_at              timestamptz,
  end_at                timestamptz,
  created_at            timestamptz,
  updated_at            timestamptz,
  provider              text,
  provider_reference    text collate "C",
  -- as received
  payment_status        text,
  store_id              text,
  payout_destination_id text collate "C",
  -- SettlementAttachment[], lib/domain/settlement.ts
  attachments           jsonb not null default '[]',
  -- the path of the field that could not be read and what is wrong with it; null: all of it could
  problem               text,
  first_seen_at         timestamptz not null,
  fetched_at            timestamptz not null,
  -- when the captures of its period were last asked for anew, since they did not come to its amounts
  compared_at           timestamptz,
  -- what lists are ordered by
  listed_at             timestamptz not null
    generated always as (coalesce(settled_at, created_at, end_at, first_seen_at)) stored,
  primary key (account_id, settlement_id)
);
create index settlements_by_time on settlements (account_id, listed_at, settlement_id);
create index settlements_by_reference on settlements (account_id, provider_reference)
  where provider_reference is not null;

create table settlement_amounts (
  account_id    text collate "C" not null,
  settlement_id text collate "C" not null,
  position      integer not null,
  currency      text not null,
  amount_minor  bigint not null,
  -- null: not told
  capture_minor bigint,
  refund_minor  bigint,
  fee_minor     bigint,
  primary key (account_id, settlement_id, position),
  foreign key (account_id, settlement_id) references settlements (account_id, settlement_id) on delete cascade
);

-- How far Dintero's settlements are known. One row per account.
create table settlement_sync (
  account_id    text collate "C" not null primary key,
  -- null: never answered; false: our API client lacks the scope
  is_granted    boolean,
  checked_at    timestamptz not null,
  -- every settlement that Dintero settled from here on until checked_at is known; null: nothing is
  complete_from timestamptz,
  -- the code of what the last check failed with, 403 aside; null when it did not
  last_error    text,
  -- entries of the last check that did not even have an id
  nameless      integer not null default 0
);

-- What each capture and refund says of its settlements: one row per entry of events[].settlements.events[].
create table settlement_lines (
  account_id            text collate "C" not null,
  order_key             text collate "C" not null,
  -- the event's place in the history and the entry's in the event
  line_id               text collate "C" not null,
  settlement_id         text collate "C",
  provider_reference    text collate "C",
  event_correlation_id  text collate "C",
  payout_correlation_id text collate "C",
  event                 text not null,
  event_id              text collate "C",
  at                    timestamptz,
  currency              text not null,
  amount_minor          bigint,
  capture_minor         bigint,
  refund_minor          bigint,
  fee_minor             bigint,
  primary key (account_id, order_key, line_id),
  foreign key (account_id, order_key) references orders (account_id, order_key) on delete cascade
);
create index settlement_lines_by_settlement on settlement_lines (account_id, settlement_id, at, order_key, line_id)
  where settlement_id is not null;
create index settlement_lines_by_reference on settlement_lines (account_id, provider_reference, at, order_key, line_id)
  where settlement_id is null and provider_reference is not null;

-- Orders from before are made again from their documents.
update orders set restate_at = timestamptz '1970-01-01 00:00:00+00'
  where captured_minor > 0 and restate_at is distinct from timestamptz '1970-01-01 00:00:00+00';
