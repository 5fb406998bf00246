-- Counts of a service's whole UTC days by ten minutes, from which baselines are learned: four weeks are 28 rows instead of 40,320
-- minutes. Made from the minutes when they are first needed, and made again when these have changed, so the table can be emptied at any time.
create table learning_day (
  day integer not null,
  service_id integer not null,
  -- All reports of the day, also those of minutes that the ingest did not see: another sum in day_bucket makes the row void.
  reports integer not null,
  -- The day's minutes that the ingest did not see, which the counts leave out, as a multirange.
  unseen text not null,
  counts json not null,
  primary key (day, service_id)
);
