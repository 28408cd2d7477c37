"""Countries' calendars as the data that `est.days` wants."""
