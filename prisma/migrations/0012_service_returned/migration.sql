-- Since when a service that had left the catalogue is observed again: nobody could report it meanwhile, so its time before says nothing.
alter table service add column returned_minute integer;
