-- Sums of whole UTC-aligned 5 minutes, hours and days, made from the minutes, from which they can be made anew at any time.
-- `minute` is the first of the step. A row is written once, three hours after its step, so nothing is updated: what a chart
-- reads stands in the primary key too, where the rows of a service lie side by side, and vacuum comes often enough for the
-- heap to be left alone. A block range index is enough to find one day's rows of all services: they were written together.
drop table hour_bucket;

create table five_minute_bucket (
  service_id integer not null,
  minute integer not null,
  reports integer not null,
  works integer not null,
  back integer not null,
  repeats integer not null,
  set_aside integer not null,
  networks integer not null,
  primary key (service_id, minute) include (reports, works, back, repeats, set_aside)
) with (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);

create index five_minute_bucket_minute on five_minute_bucket using brin (minute)
  with (pages_per_range = 32, autosummarize = on);

create table hour_bucket (
  service_id integer not null,
  minute integer not null,
  reports integer not null,
  works integer not null,
  back integer not null,
  repeats integer not null,
  set_aside integer not null,
  networks integer not null,
  primary key (service_id, minute) include (reports, works, back, repeats, set_aside)
) with (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);

create index hour_bucket_minute on hour_bucket using brin (minute)
  with (pages_per_range = 32, autosummarize = on);

create table day_bucket (
  service_id integer not null,
  minute integer not null,
  reports integer not null,
  works integer not null,
  back integer not null,
  repeats integer not null,
  set_aside integer not null,
  networks integer not null,
  primary key (service_id, minute) include (reports, works, back, repeats, set_aside)
) with (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);

-- Facets per hour, without networks: these serve the detector within minutes, and no chart.
create table hour_facet (
  service_id integer not null,
  minute integer not null,
  dimension facet_dimension not null,
  key text not null,
  reports integer not null,
  primary key (service_id, minute, dimension, key) include (reports)
) with (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);

-- The cursor was an hour and becomes a minute: everything is summed anew, from the first bucket on.
update job
set cursor = null
where name = 'roll-up';
