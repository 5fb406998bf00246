-- From when on a service could be reported here: before its first report it was silent, not unknown.
alter table service
  add column added_minute integer not null default (floor(extract(epoch from now()) / 60))::integer;
