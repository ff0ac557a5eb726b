-- Saved views of the list of orders.

create table views (
  account_id text collate "C" not null,
  view_id    text collate "C" not null,
  -- whose it is; null: everybody's
  owner_id   text collate "C",
  name       text not null check (char_length(name) between 1 and 60),
  -- parameters of /orders
  query      text not null check (char_length(query) <= 4000),
  -- among the owner's views, or among the shared ones
  position   integer not null,
  version    integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- the user who changed it last
  updated_by text collate "C" not null,
  primary key (account_id, view_id),
  foreign key (account_id, owner_id) references users (account_id, user_id) on delete cascade
);
create unique index views_by_name on views (account_id, (coalesce(owner_id, '')), (lower(name)));

-- Which view each person sees when they enter the list.
create table view_defaults (
  account_id text collate "C" not null,
  user_id    text collate "C" not null,
  view_id    text collate "C" not null,
  primary key (account_id, user_id),
  foreign key (account_id, user_id) references users (account_id, user_id) on delete cascade,
  foreign key (account_id, view_id) references views (account_id, view_id) on delete cascade
);
create index view_defaults_by_view on view_defaults (account_id, view_id);
