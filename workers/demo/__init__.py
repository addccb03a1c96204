"""A city to try things out in: made-up people in a real place, over real commands."""
