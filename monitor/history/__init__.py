"""Price history as files: read into the database as if it had been polled, and written out again."""
