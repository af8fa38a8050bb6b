"""Serious incident notifications: the local authority's duty to tell the national Panel."""
