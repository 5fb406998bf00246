-- Minutes [from_minute, to_minute) in which nobody could report, written by the roll-up: to find them among the minutes of a
-- year took 75 ms and more for each chart of it.
create table ingest_gap (
  from_minute integer primary key,
  to_minute integer not null
);

-- The home page counts the services of each category: of 35,000 from this index alone.
create index service_listed on service (category) where retired_at is null;

update job
set cursor = null
where name = 'roll-up';
