-- How often signing in has failed, per key: an account from an address, an address, an account, a known device. The key is
-- a keyed hash, so this table names nobody. A row that was not touched for a quarter of an hour counts as none.
create table sign_in_attempts (
  account_id text collate "C" not null,
  key        text collate "C" not null,
  failures   integer not null,
  last_at    timestamptz not null,
  -- no further attempt before this
  next_at    timestamptz not null,
  primary key (account_id, key)
);
create index sign_in_attempts_by_age on sign_in_attempts (account_id, last_at);
