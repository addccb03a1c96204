"""A report: one thing wrong in one public place, from first sight to repair."""
