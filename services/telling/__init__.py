"""What is kept to tell riders: how far they have read, when not to disturb, what went out."""
