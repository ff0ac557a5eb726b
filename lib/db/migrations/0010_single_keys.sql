-- Whether a person wants single keys to do things: WCAG 2.1.4 asks for a way to turn them off.
alter table users add column single_keys boolean not null default true;
