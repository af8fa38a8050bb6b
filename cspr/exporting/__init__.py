"""Everything about one case as one zip: what each app declares in its exporting.py, with a list of it all by SHA-256.

An app declares SHEETS, PAPERS and FILES there; each is asked with the case, and PAPERS with the moment too.
"""

from cspr.exporting.parcel import Contents, contents_of, write
from cspr.exporting.sheets import Column, Held, Long, Paper, Sheet, sheet_of

__all__ = ["Column", "Contents", "Held", "Long", "Paper", "Sheet", "contents_of", "sheet_of", "write"]
