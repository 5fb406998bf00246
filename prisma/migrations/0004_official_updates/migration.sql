-- What a company itself says of a service, entered by an operator: beside the counts, never in them. `said_minute` is the
-- company's own time, `known_minute` from when on it is on record here. The digest makes the same update one row.
create table official_update (
  service_id integer not null references service (id),
  said_minute integer not null,
  digest bytea not null,
  known_minute integer not null,
  body text not null,
  url text,
  primary key (service_id, said_minute, digest)
);
