-- What one person did, newest first: the orders they opened last stand on their home page.
create index audit_by_actor on audit (account_id, actor_id, action, at);
