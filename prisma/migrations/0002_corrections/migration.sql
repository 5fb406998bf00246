-- An incident that an operator has marked as a false alarm: since when. The reason is its `corrected` event.
alter table incident add column corrected_minute integer;
