"""The Rapid Review in the staff admin, one module a subject: importing them registers their pages."""

from rapid_reviews.admin import chronology, deciding, meetings, packs, requests, review

__all__ = ["chronology", "deciding", "meetings", "packs", "requests", "review"]
