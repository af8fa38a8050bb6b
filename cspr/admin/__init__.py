"""The kernel's pages in the staff admin, by subject."""

from cspr.admin import agencies, cases, contacts, people, records, rules, time

__all__ = ["agencies", "cases", "contacts", "people", "records", "rules", "time"]
