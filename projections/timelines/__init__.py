"""A report's story: each event in order, as facts for programs and as words for people."""
