"""A city played from a seed: its people, its clocks and its accidents, and the laws it keeps."""
