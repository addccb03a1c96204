"""The steps of the keys's database."""
