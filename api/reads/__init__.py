"""The routes that only look: lists, stories, figures, and what auditors ask."""
