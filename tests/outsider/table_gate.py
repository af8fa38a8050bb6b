"""The gate of a publication, the file that waits for approval, and the list of who must not be named."""

from tests.outsider.row import LEAD, PARTNERSHIP, WORKERS, Row, model

PUBLICATION, KNOWN = "publications.publication", "publications.knownidentity"
PAGE = "admin:publications_publication"

GATE = [
    Row("staff", f"{PAGE}_gate", PARTNERSHIP, PUBLICATION, of_a_case=True),
    Row("staff", f"{PAGE}_progress", PARTNERSHIP, PUBLICATION, of_a_case=True),
    Row("staff", f"{PAGE}_candidate_file", PARTNERSHIP, PUBLICATION, of_a_case=True),
    *model(KNOWN, lists=PARTNERSHIP, steps={"take-off": WORKERS}),
    Row("staff", "admin:publications_knownidentity_of_case", PARTNERSHIP, "cspr.case", of_a_case=True),
]
# The steps of the gate on the page of a publication.
STEPS = {
    "accept": WORKERS | {LEAD},
    "again": WORKERS,
    "word": WORKERS,
    "lay-pdf": WORKERS,
    "take-pdf": WORKERS,
    "release-pdf": WORKERS,
}
