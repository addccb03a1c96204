"""The drill: back up, restore, fail over and upgrade a city while people use it."""
