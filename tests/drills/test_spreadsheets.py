"""Ten thousand texts that somebody might have typed: none leaves as a formula, and each is read back as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspr.spreadsheets import TRIGGERS, Table, as_csv, as_xlsx, original
from devtools import drills
from tests.cspr.test_spreadsheets import begins_like_a_formula, read_csv, read_xlsx

EXAMPLES = drills.count(sample=300, complete=10_000)
# Many at once: a workbook for each would be most of the time.
AT_ONCE = 20
heads = st.text(alphabet=sorted(TRIGGERS | set("'\t\r\n \u200b\ufeff\xa0\"_x;,")), max_size=4)
texts = st.lists(st.builds(str.__add__, heads, st.text(max_size=30)), min_size=AT_ONCE, max_size=AT_ONCE)


@pytest.mark.drill
def test_no_text_leaves_as_a_formula_and_none_is_altered() -> None:
    tried = 0

    @settings(database=None, derandomize=True, deadline=None, max_examples=-(-EXAMPLES // AT_ONCE))
    @given(texts)
    def leave(typed: list[str]) -> None:
        nonlocal tried
        tried += len(typed)
        table = Table("Dates", ("Head",), [(text,) for text in typed])
        plain, book = ([str(cell) for (cell,) in rows[1:]] for rows in (read_csv(as_csv(table)), read_xlsx(as_xlsx(table))))
        assert not [cell for cell in (*plain, *book) if begins_like_a_formula(cell)]
        assert [original(cell) for cell in plain] == typed
        assert [original(cell) for cell in book] == [text.replace("\r\n", "\n").replace("\r", "\n") for text in typed]

    leave()
    assert tried >= EXAMPLES
    drills.report(
        "texts that leave in a spreadsheet",
        f"{EXAMPLES:,} invented, 0 begin a formula, 0 altered",
        measures=("cspr/spreadsheets.py",),
    )
