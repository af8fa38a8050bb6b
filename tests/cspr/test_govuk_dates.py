"""Dates and times as people type them."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from cspr.govuk import DateField, DateTimeField, GovukForm
from cspr.govuk.dates import read_time
from cspr.govuk.forms import FormError, errors_of


class Born(GovukForm, forms.Form):
    born = DateField(label="Date of birth", earliest=date(2008, 1, 1), latest=date(2026, 11, 3))


class Aware(GovukForm, forms.Form):
    aware = DateTimeField(label="When the council was told", latest=date(2026, 11, 3))


class Perhaps(GovukForm, forms.Form):
    born = DateField(required=False)


def born(day: str, month: str, year: str) -> Born:
    return Born({"born-day": day, "born-month": month, "born-year": year})


def aware(day: str, month: str, year: str, clock: str) -> Aware:
    return Aware({"aware-day": day, "aware-month": month, "aware-year": year, "aware-time": clock})


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", " MARCH "])
def test_a_month_is_a_number_or_a_word(month: str) -> None:
    form = born("27", month, "2019")
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2019, 3, 27)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("", "", ""), FormError("Enter date of birth", "id_born-day")),
        (("27", "3", ""), FormError("Date of birth must include a year", "id_born-year")),
        (("", "", "2019"), FormError("Date of birth must include a day and month", "id_born-day")),
        (("27", "3", "19"), FormError("The year must have 4 numbers, like 2026", "id_born-year")),
        (("27", "3", "0019"), FormError("The year must have 4 numbers, like 2026", "id_born-year")),
        (("30", "2", "2019"), FormError("Date of birth must be a real date", "id_born-day")),
        (("27", "13", "2019"), FormError("Date of birth must be a real date", "id_born-month")),
        (("27", "Smarch", "2019"), FormError("Date of birth must be a real date", "id_born-month")),
        (("x", "3", "2019"), FormError("Date of birth must be a real date", "id_born-day")),
        (("0", "3", "2019"), FormError("Date of birth must be a real date", "id_born-day")),
        (("31", "12", "2007"), FormError("Date of birth must be on or after 1 January 2008", "id_born-day")),
        (("4", "11", "2026"), FormError("Date of birth must be on or before 3 November 2026", "id_born-day")),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_points_to_the_box(typed: tuple[str, str, str], error: FormError) -> None:
    assert errors_of(born(*typed)) == [error]


@pytest.mark.parametrize("day", [(1, 1, 2008), (3, 11, 2026)])
def test_both_limits_are_allowed(day: tuple[int, int, int]) -> None:
    assert born(*map(str, day)).is_valid()


def test_an_optional_date_may_be_left_out_but_not_half() -> None:
    empty = Perhaps({})
    assert empty.is_valid()
    assert empty.cleaned_data["born"] is None
    assert not Perhaps({"born-day": "3"}).is_valid()


def test_a_date_has_changed_only_when_the_boxes_say_something_else() -> None:
    first = {"born": date(2019, 3, 7)}
    same = {"born-day": "7", "born-month": "3", "born-year": "2019"}
    assert not Perhaps(same, initial=first).has_changed()
    assert Perhaps({**same, "born-day": "8"}, initial=first).has_changed()
    assert Perhaps({}, initial=first).has_changed()
    assert not Perhaps({}).has_changed()


def test_a_time_in_summer_is_london_time() -> None:
    form = aware("1", "7", "2026", "2.30pm")
    assert form.is_valid()
    assert form.cleaned_data["aware"] == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)


def test_the_hour_that_the_clocks_skip_is_refused() -> None:
    form = aware("29", "3", "2026", "01:30")
    assert [error.target for error in errors_of(form)] == ["id_aware-time"]
    assert "clocks went forward" in form.errors["aware"][0]


def test_in_the_hour_that_happens_twice_the_first_is_meant() -> None:
    form = aware("25", "10", "2026", "01:30")
    assert form.is_valid()
    assert form.cleaned_data["aware"] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "error"),
    [
        ("", FormError("When the council was told must include a time", "id_aware-time")),
        ("24:00", FormError("When the council was told must have a real time, like 14:30 or 2:30pm", "id_aware-time")),
    ],
)
def test_a_wrong_time_points_to_its_box(clock: str, error: FormError) -> None:
    assert errors_of(aware("1", "7", "2026", clock)) == [error]


def test_the_limit_of_a_moment_is_its_london_day() -> None:
    assert aware("3", "11", "2026", "23:59").is_valid()
    assert not aware("4", "11", "2026", "00:00").is_valid()


def test_a_moment_is_shown_again_in_london_time() -> None:
    form = Aware(initial={"aware": datetime(2026, 7, 1, 13, 30, tzinfo=UTC)})
    assert form["aware"].field.widget.format_value(form["aware"].value()) == ("1", "7", "2026", "14:30")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("9.05", time(9, 5)),
        ("2pm", time(14, 0)),
        ("2:30 PM", time(14, 30)),
        ("12am", time(0, 0)),
        ("12 p.m.", time(12, 0)),
        ("midday", time(12, 0)),
        ("Midnight", time(0, 0)),
        ("13pm", None),
        ("0am", None),
        ("9", None),
        ("930x", None),
        ("12:60", None),
        ("soon", None),
    ],
)
def test_a_time_is_read_as_it_is_written(text: str, expected: time | None) -> None:
    assert read_time(text) == expected


def test_a_date_that_was_not_on_the_page_is_told_from_one_left_empty() -> None:
    widget = DateField().boxes
    assert widget.value_omitted_from_data({}, MultiValueDict(), "born")
    assert not widget.value_omitted_from_data({"born-day": ""}, MultiValueDict(), "born")
