"""Processes that follow the log, and the command line."""
