"""The city's figures for its lead, and for everybody where the city says so."""
