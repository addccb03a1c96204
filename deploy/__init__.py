"""How the city is run: units, images, a whole set on one machine, and its drill."""
