-- Reconciliation with Dintero: how far it got, what it found, what it could not read (FAULTS, F37, F47, F48).

-- Everything that a list of Dintero's says happened before complete_to is known here. Moved when a whole window is done.
create table sync_cursors (
  account_id  text collate "C" not null,
  -- transactions-created, transactions-captured, transactions-refunded, sessions-created
  stream      text collate "C" not null,
  complete_to timestamptz not null,
  updated_at  timestamptz not null,
  primary key (account_id, stream)
);

-- One row per account: the last run, whichever process made it.
create table sync_state (
  account_id       text collate "C" not null primary key,
  -- when this store began to reconcile: what happened before is history, which no delivery could have told us of
  watching_since   timestamptz not null,
  last_started_at  timestamptz,
  last_finished_at timestamptz,
  -- the code of what the last run failed with; null when it did not
  last_error       text
);

-- What reconciliation learnt and no delivery had told us of: one row per transaction event or order state.
create table findings (
  account_id         text collate "C" not null,
  -- made of what it is about, so that nothing is found twice
  finding_id         text collate "C" not null,
  learnt_at          timestamptz not null,
  -- null while a delivery may still be on its way
  found_at           timestamptz,
  order_key          text collate "C" not null,
  session_id         text collate "C",
  transaction_id     text collate "C",
  merchant_reference text,
  -- CAPTURE and the like; the status of a session that ended without a transaction
  event              text not null,
  event_id           text,
  event_at           timestamptz,
  primary key (account_id, finding_id)
);
create index findings_by_time on findings (account_id, found_at, finding_id);
create index findings_to_settle on findings (account_id, learnt_at) where found_at is null;
create index findings_by_session on findings (account_id, session_id);
create index findings_by_transaction on findings (account_id, transaction_id);

-- What Dintero answered and we could not read: asked for again until it can be. Field names only, no values.
create table unreadable_documents (
  account_id    text collate "C" not null,
  kind          text collate "C" not null check (kind in ('session', 'transaction')),
  -- the id where it can be read, else '?'
  document_id   text collate "C" not null,
  -- the path of the field and what is wrong with it
  problem       text not null,
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  times         integer not null default 1,
  primary key (account_id, kind, document_id)
);

-- When an order that is not at its end was last compared with Dintero: no list tells of its change.
create table order_checks (
  account_id text collate "C" not null,
  order_key  text collate "C" not null,
  checked_at timestamptz not null,
  primary key (account_id, order_key),
  foreign key (account_id, order_key) references orders (account_id, order_key) on delete cascade
);
create index orders_unfinished on orders (account_id, listed_at, order_key)
  where status in ('OPEN', 'IN_PROGRESS', 'INITIATED', 'ON_HOLD', 'AUTHORIZED', 'COMPLETED', 'PARTIALLY_CAPTURED', 'UNKNOWN');

-- How many captures Dintero has of a day of the business time zone, and how many of them we hold.
create table gap_checks (
  account_id  text collate "C" not null,
  day         date not null,
  time_zone   text not null,
  checked_at  timestamptz not null,
  at_dintero  integer not null,
  held        integer not null,
  -- ids of transactions that were missing: still, and until this or an earlier check fetched them
  missing     text[] not null,
  found       text[] not null,
  -- how many of the planned checks of this day are done: settlements and corrections come late
  rounds_done integer not null,
  primary key (account_id, day)
);

-- Days whose history `npm run sync` has imported whole.
create table imported_days (
  account_id  text collate "C" not null,
  day         date not null,
  time_zone   text not null,
  imported_at timestamptz not null,
  primary key (account_id, day, time_zone)
);
