"""Rapid Reviews: what follows each notification."""
