"""Pages in, offers out: no database, no wall clock, no settings, and nothing of `monitor`."""
