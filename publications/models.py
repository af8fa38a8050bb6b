"""Provisional: the publications engineer completes it."""
