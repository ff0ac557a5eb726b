-- Money that is reserved and not captured, as the captures page counts it: read off this index alone.
create index orders_outstanding on orders (account_id, currency, authorized_at)
  include (authorization_expires_at, remaining_minor) where remaining_minor > 0;
