"""The kernel's pages in the staff admin, by subject."""

from cspr.admin import agencies, cases, records, time

__all__ = ["agencies", "cases", "records", "time"]
