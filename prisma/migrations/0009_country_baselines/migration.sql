-- What is normal for the countries of a service that are judged by their own counts.
alter table service_baseline add column countries jsonb not null default '[]';
