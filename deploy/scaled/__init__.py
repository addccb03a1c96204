"""A whole city of many processes on this machine, every part of it from a wheel."""
