"""British dates in plain words."""
