-- What needs attention, as the home page counts it.

-- The rules of lib/domain/checks.ts that the order's figures break, written with the order; null until somebody looked.
alter table orders add column check_rules text[] collate "C";

-- Orders from before are looked at by being made again from what is stored (lib/intake/restate.ts).
update orders set restate_at = timestamptz '1970-01-01 00:00:00+00';

create index orders_that_differ on orders (account_id, listed_at) where check_rules <> '{}';
create index orders_not_checked on orders (account_id) where check_rules is null;
