"""How fast the city is, each figure beside a baseline from the same run: `make bench`."""
