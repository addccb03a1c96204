"""The steps of the log's database."""
