-- One row per service and address block holds all that the repeat rule and both caps need: a reporter's address lies in one
-- block, so three rows per report become one. What was counted in the last hour is forgotten once, by this migration.
create table block_window (
  service_id integer not null,
  network uuid not null,
  since_minute integer not null,
  last_minute integer not null,
  counted jsonb not null,
  primary key (service_id, network)
) with (fillfactor = 80);

drop table reporter_window;

drop table network_window;
