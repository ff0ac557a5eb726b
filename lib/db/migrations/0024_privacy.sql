-- Who is erased stays erased (FAULTS, F64): what is written here is asked whenever a document is about to be kept or shown.

-- Contacts are kept as hashes under a key, so that this table does not tell whom it is about. Several keys, since a
-- restored store takes over the tombstones of the one it replaces.
create table erasure_keys (
  account_id text collate "C" not null,
  key_id     text collate "C" not null,
  secret     bytea not null,
  primary key (account_id, key_id)
);

create table erasures (
  account_id text collate "C" not null,
  -- order: the id of a session or transaction. contact: sha256 of a key and an e-mail address or telephone number
  kind       text collate "C" not null check (kind in ('order', 'contact')),
  value      text collate "C" not null,
  -- what was created after this is another matter: the person has come back
  erased_at  timestamptz not null,
  -- request: somebody asked. retention: its time was up
  because    text not null check (because in ('request', 'retention')),
  -- null: the order that is meant may hold personal data still
  finished_at timestamptz,
  primary key (account_id, kind, value)
);
create index erasures_unfinished on erasures (account_id, value) where finished_at is null;

alter table order_documents add column erased_at timestamptz;
alter table orders add column erased_at timestamptz;
-- What holds personal data still, the oldest first; and, in reverse, nothing that is erased.
create index orders_with_personal_data on orders (account_id, listed_at) where erased_at is null;
create index deliveries_with_body on deliveries (account_id, received_at) where body is not null;
