"""Rows that grow and shrink without JavaScript, and lose nothing."""

from datetime import date
from typing import Any

import html5lib
from crispy_forms.utils import render_crispy_form
from django.http import QueryDict
from django.template import Context, Template

from cspr.govuk import RowFormSet
from tests.cspr.design_page import Children


def sent(*names: str, **extra: str) -> QueryDict:
    """The page with one row for each name, as a browser sends it."""
    data = QueryDict(mutable=True)
    data["children-TOTAL_FORMS"] = str(len(names))
    data["children-INITIAL_FORMS"] = "0"
    for place, name in enumerate(names):
        data[f"children-{place}-first_name"] = name
        if name:
            data.update(
                {f"children-{place}-born-{part}": value for part, value in zip(("day", "month", "year"), "12", strict=False)}
            )
            data[f"children-{place}-born-year"] = "2019"
    data.update(extra)
    return data


def rows(data: QueryDict | None = None) -> RowFormSet:
    return Children(data, prefix="children")


def names_of(children: RowFormSet) -> list[Any]:
    return [form["first_name"].value() for form in children.forms]


def tree(children: RowFormSet) -> Any:
    return html5lib.parse(f"<form>{render_crispy_form(children)}</form>", namespaceHTMLElements=False)


def buttons(children: RowFormSet) -> list[tuple[str, str | None]]:
    return [("".join(node.itertext()).strip(), node.get("value")) for node in tree(children).iter("button")]


def test_a_new_page_has_one_row_with_its_heading() -> None:
    legends = ["".join(node.itertext()).strip() for node in tree(rows()).iter("legend")]
    assert legends == ["Child 1", "Date of birth"]
    assert buttons(rows()) == [("Add another child", "1")]


def test_add_another_keeps_what_was_typed_and_judges_nothing() -> None:
    before = rows(sent("", **{"children-add": "1"}))
    assert before.button_pressed
    after = before.rearranged()
    assert names_of(after) == ["", None]
    html = str(render_crispy_form(after))
    assert "govuk-error" not in html
    assert Template("{% load govuk %}{% govuk_error_summary rows %}").render(Context({"rows": after})) == ""


def test_the_row_that_was_added_gets_the_cursor() -> None:
    focused = [
        node.get("id")
        for node in tree(rows(sent("Ada", **{"children-add": "1"})).rearranged()).iter("input")
        if node.get("autofocus") is not None
    ]
    assert focused == ["id_children-1-first_name"]


def test_remove_takes_that_row_and_no_other() -> None:
    after = rows(sent("Ada", "Ben", "Cy", **{"children-remove": "1"})).rearranged()
    assert names_of(after) == ["Ada", "Cy"]
    assert [form["born"].value().year for form in after.forms] == ["2019", "2019"]
    assert buttons(after) == [("Remove child 1", "0"), ("Remove child 2", "1"), ("Add another child", "1")]


def test_the_last_row_stays_and_a_row_that_is_not_there_is_not_removed() -> None:
    assert names_of(rows(sent("Ada", **{"children-remove": "0"})).rearranged()) == ["Ada"]
    for nonsense in ("7", "-1", "x", ""):
        assert names_of(rows(sent("Ada", "Ben", **{"children-remove": nonsense})).rearranged()) == ["Ada", "Ben"]


def test_there_is_no_room_for_a_fourth() -> None:
    after = rows(sent("Ada", "Ben", "Cy", **{"children-add": "1"})).rearranged()
    assert names_of(after) == ["Ada", "Ben", "Cy"]
    assert ("Add another child", "1") not in buttons(after)
    assert not rows(sent("Ada", "Ben", "Cy", "Di")).is_valid()


def test_rows_left_empty_beyond_the_first_are_left_out() -> None:
    children = rows(sent("Ada", ""))
    assert children.is_valid()
    assert children.answers == [{"first_name": "Ada", "born": date(2019, 2, 1)}]


def test_the_first_row_cannot_be_left_out_by_sending_none() -> None:
    assert not rows(sent()).is_valid()
    assert not rows(sent("")).is_valid()


def test_a_page_that_arrived_in_part_is_explained_and_never_crashes() -> None:
    children = rows(QueryDict("children-add=1"))
    assert not children.is_valid()
    html = Template("{% load govuk %}{% govuk_error_summary rows %}{{ rows|has_errors }}").render(Context({"rows": children}))
    assert "Part of the page did not arrive" in html
    assert names_of(children.rearranged()) == [None, None]


def test_errors_of_the_rows_link_to_their_own_boxes() -> None:
    html = Template("{% load govuk %}{% govuk_error_summary rows %}").render(
        Context({"rows": rows(sent("Ada", "", **{"children-1-born-day": "3"}))})
    )
    links = [node.get("href") for node in html5lib.parse(html, namespaceHTMLElements=False).iter("a")]
    assert links == ["#id_children-1-first_name", "#id_children-1-born-month"]


def test_a_plain_mapping_works_like_a_sent_page() -> None:
    data = {"children-TOTAL_FORMS": "1", "children-INITIAL_FORMS": "0", "children-0-first_name": "Ada", "children-add": "1"}
    after = Children(data, prefix="children").rearranged()
    assert names_of(after) == ["Ada", None]
