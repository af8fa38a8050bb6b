"""From draft to the public library."""
