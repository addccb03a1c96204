"""The whole set on one machine, each engine from its wheel."""
