-- When a problem began, in minutes before its report: what reporters say of it, kept with the counts and not only for the retention time.
alter type facet_dimension add value 'began';
