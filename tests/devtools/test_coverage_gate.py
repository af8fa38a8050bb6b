"""The files that the law leans on are run completely by the tests, or ./test fails."""

from typing import Any

import pytest

from devtools.coverage_gate import shortcomings


def report(**file: Any) -> dict[str, Any]:
    whole = {"missing_lines": [], "missing_branches": [], "excluded_lines": [], **file}
    return {"files": {"referrals/lifecycle.py": whole}}


def test_a_complete_file_passes() -> None:
    assert shortcomings(report(), ["*/lifecycle.py"]) == []


def test_a_line_that_no_test_runs_is_named() -> None:
    assert shortcomings(report(missing_lines=[12]), ["*/lifecycle.py"]) == ["referrals/lifecycle.py:12 is never run"]


def test_lines_that_follow_one_another_are_named_together() -> None:
    gaps = shortcomings(report(missing_lines=[3, 4, 5, 9]), ["*/lifecycle.py"])
    assert gaps == ["referrals/lifecycle.py:3-5 is never run", "referrals/lifecycle.py:9 is never run"]


def test_a_branch_that_no_test_takes_is_named() -> None:
    gaps = shortcomings(report(missing_branches=[[12, 15], [20, -1]]), ["*/lifecycle.py"])
    assert gaps == ["referrals/lifecycle.py:12 never goes on to line 15", "referrals/lifecycle.py:20 never goes on to the end"]


def test_a_line_cannot_be_excused_with_a_comment() -> None:
    assert shortcomings(report(excluded_lines=[7]), ["*/lifecycle.py"]) == [
        "referrals/lifecycle.py:7 is excluded from the count"
    ]


def test_a_file_that_was_not_measured_fails_the_gate() -> None:
    assert shortcomings(report(), ["cspr/clocks.py"]) == ["cspr/clocks.py: no such file was measured"]


def test_a_report_without_branches_fails_the_gate() -> None:
    without: dict[str, Any] = {"files": {"cspr/clocks.py": {"missing_lines": [], "excluded_lines": []}}}
    assert shortcomings(without, ["cspr/clocks.py"]) == ["cspr/clocks.py: branches were not measured"]


@pytest.mark.parametrize("name", ["cspr/emails/ladder.py", "cspr/emails/__init__.py", "cspr/feeds.py"])
def test_whoever_is_told_of_a_deadline_is_among_what_must_be_complete(name: str) -> None:
    gaps = shortcomings({"files": {name: {"missing_lines": [3], "missing_branches": [], "excluded_lines": []}}})
    assert f"{name}:3 is never run" in gaps
