"""A figure says when and on what code it was measured, and stops counting when that code changes."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from devtools import figures

DAY = date(2026, 11, 2)


def git(root: Path, *args: str) -> str:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    return subprocess.run(("git", *who, *args), cwd=root, capture_output=True, text=True, check=True).stdout


def commit(root: Path, path: str, text: str) -> None:
    (root / path).write_text(text)
    git(root, "add", path)
    git(root, "commit", "-q", "-m", f"Change {path}")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "outbox.py", "1")
    commit(tmp_path, "other.py", "1")
    return tmp_path / "docs" / "figures.md"


def measure(page: Path, name: str = "e-mails kept", value: str = "500 of 500") -> figures.Figure:
    return figures.record(name, value, measures=("outbox.py",), command="./test all outbox", on=DAY, page=page)


def test_a_figure_is_read_back_as_it_was_written(page: Path) -> None:
    written = measure(page)
    assert figures.read(page) == [written]
    assert written.commit == git(page.parent.parent, "rev-parse", "--short=10", "HEAD").strip()
    assert (written.day, written.value, written.command) == (DAY, "500 of 500", "./test all outbox")


def test_a_figure_measured_again_takes_the_place_of_the_old_one(page: Path) -> None:
    measure(page, "a figure")
    measure(page)
    measure(page, value="499 of 500")
    assert [(figure.name, figure.value) for figure in figures.read(page)] == [
        ("a figure", "500 of 500"),
        ("e-mails kept", "499 of 500"),
    ]


def test_a_figure_stands_while_other_code_changes(page: Path) -> None:
    measure(page)
    commit(page.parent.parent, "other.py", "2")
    assert figures.stale(page) == []


def test_a_figure_is_stale_once_the_code_it_measures_has_changed(page: Path) -> None:
    measure(page)
    commit(page.parent.parent, "outbox.py", "2")
    (sentence,) = figures.stale(page)
    assert sentence.startswith("e-mails kept: the code was changed in ")
    assert sentence.endswith("measure again with ./test all outbox")


def test_a_figure_is_stale_while_the_code_has_uncommitted_changes(page: Path) -> None:
    measure(page)
    (page.parent.parent / "outbox.py").write_text("2")
    assert figures.why_stale(figures.read(page)[0], page.parent.parent) == "the code has changes that are not committed"


def test_a_figure_measured_on_uncommitted_code_never_counts(page: Path) -> None:
    (page.parent.parent / "outbox.py").write_text("2")
    measure(page)
    commit(page.parent.parent, "outbox.py", "2")
    assert figures.why_stale(figures.read(page)[0], page.parent.parent) == "it was measured on code that was not committed"


def test_a_figure_from_an_unknown_commit_does_not_count(page: Path) -> None:
    written = figures.Figure("x", "1", ("outbox.py",), "0123456789", DAY, "./test all")
    assert figures.why_stale(written, page.parent.parent) == "its commit 0123456789 is not in this history"


def test_a_figure_must_name_the_code_it_measures(page: Path) -> None:
    with pytest.raises(ValueError, match="must name the code"):
        figures.record("x", "1", measures=(), command="./test all", on=DAY, page=page)


def test_a_value_that_would_break_the_table_is_refused(page: Path) -> None:
    with pytest.raises(ValueError, match="cannot show"):
        measure(page, value="1 | 2")


def test_the_figures_of_this_project_can_all_be_read() -> None:
    assert all(figure.measures and figure.command.startswith("./") for figure in figures.read())
