-- A second factor, single sign-on, and where people are signed in.

alter table users
  -- who the identity provider says it is; both or neither. An e-mail address never links two accounts.
  add column oidc_issuer text collate "C",
  add column oidc_subject text collate "C";
create unique index users_by_oidc on users (account_id, oidc_issuer, oidc_subject);

alter table sign_ins
  -- how it began: password, or sso
  add column method text not null default 'password',
  add column address text,
  add column user_agent text;

create table second_factors (
  account_id     text collate "C" not null,
  user_id        text collate "C" not null,
  -- encrypted with a key made from AUTH_SECRET; null until the first code was right
  sealed_secret  text,
  confirmed_at   timestamptz,
  -- the 30 seconds whose code was used last: no code opens twice, and none that is older
  last_step      bigint not null default 0,
  -- shown, and not proved yet
  offered_secret text,
  offered_at     timestamptz,
  primary key (account_id, user_id),
  foreign key (account_id, user_id) references users (account_id, user_id) on delete cascade
);

create table recovery_codes (
  account_id text collate "C" not null,
  user_id    text collate "C" not null,
  -- sha256 of 80 random bits
  code_key   text collate "C" not null,
  created_at timestamptz not null,
  used_at    timestamptz,
  primary key (account_id, user_id, code_key),
  foreign key (account_id, user_id) references users (account_id, user_id) on delete cascade
);

-- The password was right, and something is still missing. A table of its own: what is here can never be taken for a sign-in.
create table pending_sign_ins (
  account_id  text collate "C" not null,
  -- sha256 of the opaque id in the cookie
  pending_key text collate "C" not null,
  user_id     text collate "C" not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  primary key (account_id, pending_key),
  foreign key (account_id, user_id) references users (account_id, user_id) on delete cascade
);
create index pending_sign_ins_by_user on pending_sign_ins (account_id, user_id);
