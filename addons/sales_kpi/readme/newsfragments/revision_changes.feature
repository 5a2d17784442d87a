A revision lists what it changes, person by person and month by month.
