"""How fast the city answers, mends and closes; rates that say what they count and leave out."""
