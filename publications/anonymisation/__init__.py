"""Looks for identities in what is about to be published. Pure: imports neither Django nor Celery."""

from publications.anonymisation.dates import day
from publications.anonymisation.identity import Found, Identity
from publications.anonymisation.jigsaw import jigsaw
from publications.anonymisation.names import name, nickname, practitioner
from publications.anonymisation.numbers import number
from publications.anonymisation.places import address, place, words
from publications.anonymisation.search import search

# What a finding was called before it said why.
Finding = Found

__all__ = [
    "Finding",
    "Found",
    "Identity",
    "address",
    "day",
    "jigsaw",
    "name",
    "nickname",
    "number",
    "place",
    "practitioner",
    "search",
    "words",
]
