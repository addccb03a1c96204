"""What may happen to a report, and what may not. No I/O, no clock, no framework."""
