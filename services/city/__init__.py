"""The city set up from files that people can read, check and keep."""
