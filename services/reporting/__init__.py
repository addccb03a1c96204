"""What people ask of a report, one use case each: load, decide, append."""
