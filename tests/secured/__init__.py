"""Private fields of records."""
