"""Where the open problems are, and the ones lately solved: rounded, for everybody."""
