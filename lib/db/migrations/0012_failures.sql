-- What failures are counted by (UX, section 4).

-- From here on every order that failed has the time of it.
update orders set failed_at = listed_at where failure_reason is not null and failed_at is null;
create index orders_by_failed_at on orders (account_id, failed_at, listed_at);

-- When the order behind a reference, an e-mail address or a telephone number was paid; null when it was not. Whether
-- somebody who failed paid afterwards is then one step in an index, however often they have ordered.
alter table order_keys add column paid_at timestamptz;
update order_keys k set paid_at = coalesce(least(o.authorized_at, o.captured_at), o.created_at)
  from orders o
  where o.account_id = k.account_id and o.order_key = k.order_key and o.authorized_minor > 0
    and k.kind in ('reference', 'email', 'phone');
create index order_keys_by_payment on order_keys (account_id, kind, value, paid_at) where paid_at is not null;
