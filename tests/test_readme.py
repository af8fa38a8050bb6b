"""What the README says of the clocks is what the stages declare."""

from pathlib import Path

from cspr.management.commands.clock_table import clock_table

README = (Path(__file__).parent.parent / "README.md").read_text()


def test_the_table_of_clocks_is_the_one_that_the_stages_declare() -> None:
    table = README.partition("compared by a test -->\n")[2].partition("\n<!-- /clocks -->")[0]
    assert table == clock_table()
