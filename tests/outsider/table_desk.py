"""The desk of a case: taking everything about one away, and importing old ones."""

from tests.outsider.row import GOES_ON, ONLY_MANAGER, WORKERS, Row

IMPORT = "admin:practice_reviews_practicereview_import"

DESK = [
    # Leads to the second factor first.
    Row("staff", "admin:cspr_case_export", WORKERS, "cspr.case", gives=GOES_ON, of_a_case=True),
    Row("staff", IMPORT, ONLY_MANAGER, recorded=True),
    # Nothing was read that could be taken: back to the page on which a file is chosen.
    Row("staff", f"{IMPORT}_take", ONLY_MANAGER, gives=GOES_ON),
    Row("staff", f"{IMPORT}_template", ONLY_MANAGER, "spreadsheet"),
]
