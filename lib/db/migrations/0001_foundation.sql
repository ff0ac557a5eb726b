-- The data model of look-up (ARCHITECTURE, "Data model"). Every key begins with account_id: the tenant boundary, and
-- the distribution key of a distributed PostgreSQL. Keys are natural text, compared by byte (collate "C"), so that
-- order and prefix search are the same on every server. Amounts are whole minor units beside their currency.

create extension if not exists pg_trgm;

create table users (
  account_id    text collate "C" not null,
  user_id       text collate "C" not null,
  email         text collate "C" not null,
  name          text not null,
  role          text not null,
  -- null: this account cannot sign in with a password
  password_hash text,
  locale        text,
  theme         text,
  is_demo       boolean not null default false,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  disabled_at   timestamptz,
  primary key (account_id, user_id),
  unique (account_id, email)
);

create table sign_ins (
  account_id   text collate "C" not null,
  -- sha256 of the opaque id in the cookie: who reads this table cannot sign in with it
  sign_in_key  text collate "C" not null,
  user_id      text collate "C" not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  primary key (account_id, sign_in_key),
  foreign key (account_id, user_id) references users (account_id, user_id) on delete cascade
);
create index sign_ins_by_user on sign_ins (account_id, user_id);
create index sign_ins_by_expiry on sign_ins (account_id, expires_at);

create table audit (
  account_id   text collate "C" not null,
  audit_id     text collate "C" not null,
  at           timestamptz not null,
  -- null: nobody was signed in
  actor_id     text collate "C",
  action       text not null,
  outcome      text not null,
  subject_kind text,
  subject_id   text collate "C",
  reason       text,
  address      text,
  request_id   text,
  details      jsonb not null default '{}',
  primary key (account_id, audit_id)
);
create index audit_by_time on audit (account_id, at, audit_id);
create index audit_by_subject on audit (account_id, subject_id, at, audit_id);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_is_append_only before update or delete or truncate on audit
  for each statement execute function refuse_audit_change();

create table reveals (
  account_id     text collate "C" not null,
  reveal_id      text collate "C" not null,
  user_id        text collate "C" not null,
  session_id     text collate "C",
  transaction_id text collate "C",
  reason         text not null,
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  primary key (account_id, reveal_id),
  check (session_id is not null or transaction_id is not null),
  foreign key (account_id, user_id) references users (account_id, user_id) on delete cascade
);
create index reveals_by_user on reveals (account_id, user_id, expires_at);

-- What Dintero answered, less every token and secret. One row per document, the newest known; orders are made from these.
create table order_documents (
  account_id    text collate "C" not null,
  kind          text collate "C" not null check (kind in ('session', 'transaction')),
  document_id   text collate "C" not null,
  -- the other half as this document names it: a session's transaction, a transaction's session
  linked_id     text collate "C",
  document      jsonb not null,
  digest        text collate "C" not null,
  -- the fence: an answer that is older than what is held changes nothing
  version       bigint,
  changed_at    timestamptz,
  event_count   integer not null,
  fetched_at    timestamptz not null,
  -- lookup, callback, reconcile, import: which flow brought this state
  source        text not null,
  primary key (account_id, kind, document_id)
);
create index order_documents_by_link on order_documents (account_id, kind, linked_id);

-- One row per session, or per transaction without one: what finding and listing need.
create table orders (
  account_id           text collate "C" not null,
  -- the session's id, else the transaction's
  order_key            text collate "C" not null,
  session_id           text collate "C",
  transaction_id       text collate "C",
  merchant_reference   text,
  merchant_reference_2 text,
  status               text not null,
  failure_reason       text,
  failure_who          text,
  currency             text not null,
  ordered_minor        bigint not null,
  authorized_minor     bigint not null,
  captured_minor       bigint not null,
  refunded_minor       bigint not null,
  voided_minor         bigint not null,
  remaining_minor      bigint not null,
  payment_product_type text,
  card_brand           text,
  store_id             text,
  channel              text,
  customer_name        text,
  -- lower case: references and name, for substring search
  search               text not null,
  created_at           timestamptz,
  authorized_at        timestamptz,
  captured_at          timestamptz,
  refunded_at          timestamptz,
  expires_at           timestamptz,
  last_event_at        timestamptz,
  -- where the order stands in a list; never null, so that a row comparison can page over it
  listed_at            timestamptz not null
    generated always as (coalesce(created_at, last_event_at, timestamptz '1970-01-01 00:00:00+00')) stored,
  -- which flow found it first
  source               text not null,
  fetched_at           timestamptz not null,
  primary key (account_id, order_key)
);
create index orders_by_time on orders (account_id, listed_at, order_key);
create index orders_by_transaction on orders (account_id, transaction_id);
create index orders_by_search on orders using gin (search gin_trgm_ops);

-- Every exact value a person may paste, and the order it leads to.
create table order_keys (
  account_id text collate "C" not null,
  -- session-id, transaction-id, reference, provider-id, event-id, email, phone
  kind       text collate "C" not null,
  value      text collate "C" not null,
  order_key  text collate "C" not null,
  primary key (account_id, kind, value, order_key),
  foreign key (account_id, order_key) references orders (account_id, order_key) on delete cascade
);
create index order_keys_by_order on order_keys (account_id, order_key);

create table events (
  account_id             text collate "C" not null,
  transaction_id         text collate "C" not null,
  -- Dintero's id; '#' and the position for an event without one
  event_id               text collate "C" not null,
  position               integer not null,
  event                  text not null,
  transaction_status     text,
  success                boolean,
  amount_minor           bigint,
  currency               text not null,
  created_at             timestamptz,
  payment_product_type   text,
  event_reference        text,
  request_id             text,
  correlation_request_id text,
  error_code             text,
  error_types            text[] not null,
  result_code            text,
  primary key (account_id, transaction_id, event_id)
);
create index events_by_time on events (account_id, created_at);

create table splits (
  account_id            text collate "C" not null,
  transaction_id        text collate "C" not null,
  event_id              text collate "C" not null,
  payout_destination_id text collate "C" not null,
  amount_minor          bigint not null,
  currency              text not null,
  primary key (account_id, transaction_id, event_id, payout_destination_id),
  foreign key (account_id, transaction_id, event_id)
    references events (account_id, transaction_id, event_id) on delete cascade
);
create index splits_by_payout_destination on splits (account_id, payout_destination_id);

create table session_events (
  account_id           text collate "C" not null,
  session_id           text collate "C" not null,
  event_id             text collate "C" not null,
  position             integer not null,
  name                 text not null,
  created_at           timestamptz,
  payment_product_type text,
  error                text,
  request_id           text,
  primary key (account_id, session_id, event_id)
);
create index session_events_by_time on session_events (account_id, created_at);
