-- What administrators decide for everybody, and whom they invite.

create table settings (
  account_id text collate "C" not null,
  -- a field of Settings, lib/domain/settings.ts
  name       text collate "C" not null,
  value      jsonb not null,
  -- counts the changes: whoever writes says which one they had seen
  version    integer not null,
  updated_at timestamptz not null,
  -- the user
  updated_by text collate "C",
  primary key (account_id, name)
);

create table invitations (
  account_id    text collate "C" not null,
  invitation_id text collate "C" not null,
  -- sha256 of the secret in the link: who reads this table cannot accept an invitation
  token_key     text collate "C" not null,
  email         text collate "C" not null,
  role          text not null,
  created_at    timestamptz not null,
  created_by    text collate "C" not null,
  expires_at    timestamptz not null,
  -- used, withdrawn, or replaced by a newer one; null: somebody may still accept it
  ended_at      timestamptz,
  primary key (account_id, invitation_id),
  unique (account_id, token_key)
);
-- One open invitation for each address, whoever invites at the same moment.
create unique index invitations_open on invitations (account_id, email) where ended_at is null;

-- Open reservations of a method: made again when its days change.
create index orders_with_remaining on orders (account_id, payment_product_type) where remaining_minor > 0;
