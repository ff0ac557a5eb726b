-- The audit log as chains of hashes (threat 18): each row holds the hash of the one before it, so that whoever changes,
-- removes, inserts or moves a row later has to write every row behind it anew, and the heads, which are kept elsewhere too.

-- A chain is held by one transaction at a time. Who finds the first one taken takes the next: nobody waits for another's
-- commit, and there are as many chains as there were ever entries written at the very same time.
create table audit_heads (
  account_id text collate "C" not null,
  chain      text collate "C" not null,
  -- the number and the hash of the chain's last row
  seq        bigint not null,
  hash       bytea not null,
  primary key (account_id, chain)
) with (fillfactor = 50);

alter table audit
  add column chain     text collate "C",
  add column seq       bigint,
  -- empty for the first row of a chain
  add column prev_hash bytea,
  add column hash      bytea;

-- sha256 over the fields in turn, each that is not null as "=" and its UTF-8, each ended by NUL, which no text holds.
-- lib/db/audit-hash.ts does the same without the database; the order of the fields is in both.
create function audit_hash(variadic fields text[]) returns bytea language sql stable as $$
  select sha256(string_agg(
    coalesce('\x3d'::bytea || convert_to(field, 'UTF8'), '\x'::bytea) || '\x00'::bytea, '\x'::bytea order by place))
  from unnest(fields) with ordinality as given (field, place)
$$;

-- What there was before this migration is one chain for each account, in the order of its ids: from now on it cannot be
-- changed unseen. Whether it was before, no chain can tell.
alter table audit disable trigger audit_is_append_only;
do $$
declare
  entry record;
  account text;
  place bigint := 0;
  last bytea := '\x';
begin
  for entry in select * from audit order by account_id, audit_id loop
    if entry.account_id is distinct from account then
      account := entry.account_id;
      place := 0;
      last := '\x';
    end if;
    place := place + 1;
    update audit
    set chain = 'first', seq = place, prev_hash = last,
        hash = audit_hash(
          account_id, 'first', place::text, encode(last, 'hex'), audit_id,
          to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), actor_id, action, outcome, subject_kind,
          subject_id, reason, address, request_id, details::text)
    where account_id = entry.account_id and audit_id = entry.audit_id
    returning hash into last;
  end loop;
end
$$;
insert into audit_heads (account_id, chain, seq, hash)
select distinct on (account_id) account_id, chain, seq, hash from audit order by account_id, seq desc;
alter table audit enable trigger audit_is_append_only;

alter table audit
  alter column chain set not null,
  alter column seq set not null,
  alter column prev_hash set not null,
  alter column hash set not null;
create unique index audit_by_chain on audit (account_id, chain, seq);

-- Whoever inserts, by whatever statement: the row is chained here, and the head moves in the same transaction.
create function chain_audit_row() returns trigger language plpgsql as $$
declare
  head record;
begin
  select chain, seq, hash into head from audit_heads
  where account_id = new.account_id order by chain limit 1 for update skip locked;
  if not found then
    insert into audit_heads (account_id, chain, seq, hash)
    values (new.account_id, left(replace(gen_random_uuid()::text, '-', ''), 12), 0, '\x')
    returning chain, seq, hash into head;
  end if;
  new.chain := head.chain;
  new.seq := head.seq + 1;
  new.prev_hash := head.hash;
  new.hash := audit_hash(
    new.account_id, new.chain, new.seq::text, encode(new.prev_hash, 'hex'), new.audit_id,
    to_char(new.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), new.actor_id, new.action, new.outcome,
    new.subject_kind, new.subject_id, new.reason, new.address, new.request_id, new.details::text);
  update audit_heads set seq = new.seq, hash = new.hash
  where account_id = new.account_id and chain = new.chain;
  return new;
end
$$;
create trigger audit_is_chained before insert on audit
  for each row execute function chain_audit_row();

-- The page's filters, newest first. An id begins with its instant, so the primary key is the order of time.
drop index audit_by_time;
create index audit_by_person on audit (account_id, actor_id, audit_id);
create index audit_by_action on audit (account_id, action, audit_id);
create index audit_not_done on audit (account_id, audit_id) where outcome <> 'done';
