"""The words of the invented reviews. Nobody and nothing in them is real, nor like it on purpose."""
