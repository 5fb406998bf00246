-- Minutes that the watch judged before their beat came are judged again when it comes: up to `settled` they need not be.
alter table job add column settled integer;
