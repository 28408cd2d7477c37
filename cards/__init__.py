"""Domain values become adaptive cards. Pure: no clock, no query, no configuration."""
