"""The kernel's pages in the staff admin, by subject."""

from cspr.admin import agencies, cases, people, records, rules, time

__all__ = ["agencies", "cases", "people", "records", "rules", "time"]
