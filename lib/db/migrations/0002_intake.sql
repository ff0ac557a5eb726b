-- What Dintero told us, exactly as it came (ARCHITECTURE, flow 3). A row here is what a 200 promised.
create table deliveries (
  account_id        text collate "C" not null,
  -- the signature's digest: it covers the time and the whole query, so a retry signed again is another row
  delivery_id       text collate "C" not null,
  channel           text not null check (channel in ('callback', 'webhook')),
  received_at       timestamptz not null,
  last_received_at  timestamptz not null,
  -- how many times these very bytes of a signature came
  receipts          integer not null default 1,
  signed_at         timestamptz,
  -- which of the configured secrets matched: 0 is the newest
  key_number        integer not null,
  method            text not null,
  raw_query         text not null,
  headers           jsonb not null,
  -- deflated; null when there was none, when it was too large, or when retention removed it
  body              bytea,
  body_state        text not null check (body_state in ('absent', 'kept', 'omitted', 'removed')),
  body_sha256       bytea,
  body_bytes        bigint not null,
  -- sha256 of other bodies that came under the same signature, five at most
  body_variants     bytea[] not null default '{}',
  session_id        text collate "C",
  transaction_id    text collate "C",
  merchant_reference text,
  event             text,
  event_id          text,
  error             text,
  event_delivery    text collate "C",
  peer_address      text,

  state             text not null default 'received'
    check (state in ('received', 'fetched', 'applied', 'parked', 'unconfirmed')),
  attempts          integer not null default 0,
  -- tries that failed for our own or the data's sake, not Dintero's outage; ten park it
  failures          integer not null default 0,
  next_attempt_at   timestamptz not null,
  last_error        text,
  processed_at      timestamptz,
  -- whether the kept body is JSON; null until looked at, and when there is none
  is_body_json      boolean,
  -- paths where the body differs from the truth; null until compared
  body_differences  text[],
  -- what applying it changed: figures before (from the first fetch on) and after, no personal data
  effect            jsonb,
  primary key (account_id, delivery_id)
);
create index deliveries_by_time on deliveries (account_id, received_at, delivery_id);
create index deliveries_due on deliveries (account_id, next_attempt_at)
  where state in ('received', 'fetched');
create index deliveries_by_session on deliveries (account_id, session_id, received_at);
create index deliveries_by_transaction on deliveries (account_id, transaction_id, received_at);

-- A right signature outside the time window: kept apart and answered 503, since the wrong clock may be ours (F7, F34).
create table late_deliveries (
  account_id     text collate "C" not null,
  delivery_id    text collate "C" not null,
  received_at    timestamptz not null,
  receipts       integer not null default 1,
  skew_seconds   bigint not null,
  raw_query      text not null,
  session_id     text collate "C",
  transaction_id text collate "C",
  attempts       integer not null default 0,
  next_attempt_at timestamptz not null,
  last_error     text,
  -- set when the re-fetch it triggers has been done, or given up on: then last_error says why
  fetched_at     timestamptz,
  primary key (account_id, delivery_id)
);
create index late_deliveries_due on late_deliveries (account_id, next_attempt_at) where fetched_at is null;

-- Refused requests leave a note, never their values: names of parameters, a hash of the body, what would have matched (F6).
create table refusals (
  account_id      text collate "C" not null,
  refusal_id      text collate "C" not null,
  channel         text not null,
  received_at     timestamptz not null,
  code            text not null,
  peer_address    text,
  parameter_names text[] not null,
  body_sha256     bytea,
  explanation     jsonb,
  primary key (account_id, refusal_id)
);
create index refusals_by_time on refusals (account_id, received_at, refusal_id);
