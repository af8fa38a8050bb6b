"""Looks for identities in what is about to be published. Pure: imports neither Django nor Celery."""

from publications.anonymisation.first_look import Finding, Identity, address, day, name, number, search

__all__ = ["Finding", "Identity", "address", "day", "name", "number", "search"]
