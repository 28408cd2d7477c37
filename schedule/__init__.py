"""APScheduler; it only ticks. What is due is worked out from the data (est.cadence)."""
