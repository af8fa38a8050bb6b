"""What the form pack draws: the official macros with our words, everything typed kept and everything escaped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import html5lib
import pytest
from crispy_forms.layout import ButtonHolder, Hidden, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from cspr.govuk import DateField, GovukForm, LongTextField
from cspr.govuk.forms import errors_of
from tests.cspr.design_page import Child, EveryWidget

GOOD: dict[str, Any] = {
    "name": "Ada Example",
    "email": "ada@school.example",
    "phone": "01225 000000",
    "postcode": "BA1 1AA",
    "agency": "school",
    "children": "3",
    "told": "no",
    "concerns": ["neglect", "exploitation"],
    "incident-day": "27",
    "incident-month": "3",
    "incident-year": "2026",
    "aware-day": "28",
    "aware-month": "3",
    "aware-year": "2026",
    "aware-time": "14:30",
    "story": "It began in spring.",
    "notes": "Nothing",
    "agree": "on",
    "reference": "hidden-1",
}


def drawn(form: GovukForm) -> Any:
    """The form as a tree."""
    return html5lib.parse(f"<form>{render_crispy_form(form)}</form>", namespaceHTMLElements=False)


def by_id(tree: Any, key: str) -> Any:
    found = [node for node in tree.iter() if node.get("id") == key]
    assert len(found) == 1, f"{key}: {len(found)} elements"
    return found[0]


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def label(tree: Any, key: str) -> str:
    return next(words(node) for node in tree.iter("label") if node.get("for") == key)


def tag(text: str, **context: Any) -> str:
    return Template("{% load govuk %}" + text).render(Context(context))


def test_every_box_has_a_label_and_every_id_stands_once() -> None:
    tree = drawn(EveryWidget(GOOD))
    boxes = [node for node in tree.iter() if node.tag in ("input", "select", "textarea") and node.get("type") != "hidden"]
    labels = {node.get("for") for node in tree.iter("label")}
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(boxes) == 23
    assert {node.get("id") for node in boxes} == labels
    assert len(ids) == len(set(ids))


def test_everything_typed_is_shown_again() -> None:
    tree = drawn(EveryWidget(GOOD))
    for name in ("name", "email", "phone", "postcode", "children", "incident-day", "incident-year", "aware-time", "reference"):
        assert by_id(tree, f"id_{name}").get("value") == GOOD[name]
    assert by_id(tree, "id_story").text == GOOD["story"]
    chosen = [node.get("value") for node in tree.iter() if node.get("checked") is not None or node.get("selected") is not None]
    assert chosen == ["school", "no", "neglect", "exploitation", "on"]


def test_a_line_break_at_the_start_of_a_long_answer_survives() -> None:
    assert by_id(drawn(EveryWidget({**GOOD, "notes": "\nsecond line"})), "id_notes").text == "\nsecond line"


def test_what_is_typed_as_html_is_shown_as_text() -> None:
    attack = "</textarea><script>alert(1)</script>\"'>"
    sent = dict.fromkeys(GOOD, attack) | {"concerns": [attack]}
    form = EveryWidget(sent)
    html = str(render_crispy_form(form)) + tag("{% govuk_error_summary form %}", form=form)
    assert "<script" not in html
    assert by_id(drawn(form), "id_story").text == attack


def test_labels_hints_and_errors_are_escaped_unless_they_are_safe() -> None:
    class Hostile(GovukForm, forms.Form):
        a = forms.CharField(label="<i>a</i>", help_text="<i>hint</i>", error_messages={"required": "<i>error</i>"})
        b = forms.CharField(label=mark_safe("<i>b</i>"), required=False)

    form = Hostile({})
    html = str(render_crispy_form(form)) + tag("{% govuk_error_summary form %}", form=form)
    assert html.count("&lt;i&gt;") == 4
    assert html.count("<i>") == 1


def test_an_optional_answer_says_so_and_a_needed_one_does_not() -> None:
    tree = drawn(EveryWidget())
    assert label(tree, "id_postcode") == "Postcode (optional)"
    assert label(tree, "id_name") == "Your full name"


def test_the_word_optional_can_be_left_out_where_another_answer_decides() -> None:
    class Later(GovukForm, forms.Form):
        field_options = {"why": {"optional": False}}
        why = forms.CharField(required=False)

    assert label(drawn(Later()), "id_why") == "Why"


def test_hint_and_error_are_tied_to_their_box() -> None:
    tree = drawn(EveryWidget({}))
    box = by_id(tree, "id_email")
    assert box.get("aria-describedby") == "id_email-hint id_email-error"
    assert words(by_id(tree, "id_email-error")) == "Error: Enter your work e-mail"


def test_help_for_the_keyboard_reaches_the_box() -> None:
    tree = drawn(EveryWidget())
    assert {"autocomplete": "name", "spellcheck": "false"}.items() <= dict(by_id(tree, "id_name").attrib).items()
    assert {"type": "email", "spellcheck": "false", "autocapitalize": "none"}.items() <= dict(
        by_id(tree, "id_email").attrib
    ).items()
    assert {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}.items() <= dict(by_id(tree, "id_phone").attrib).items()
    assert {"type": "text", "inputmode": "numeric"}.items() <= dict(by_id(tree, "id_children").attrib).items()


def test_the_browser_never_cuts_or_refuses_what_is_typed() -> None:
    tree = drawn(EveryWidget())
    attributes = {name for node in tree.iter() for name in node.attrib}
    assert attributes.isdisjoint({"required", "maxlength", "minlength", "min", "max", "style", "onclick"})
    assert next(node for node in tree.iter("div") if node.get("data-maxlength")).get("data-maxlength") == "200"


def test_the_question_of_a_group_is_its_legend() -> None:
    tree = drawn(EveryWidget())
    legends = [words(node) for node in tree.iter("legend")]
    assert legends == [
        "About you",
        "About the case",
        "Was the local authority told?",
        "What the concern is",
        "Date of the incident",
        "When the council was told",
    ]


def test_every_missing_answer_is_named_in_its_own_words() -> None:
    assert [(error.text, error.target) for error in errors_of(EveryWidget({}))] == [
        ("Enter your full name", "id_name"),
        ("Enter your work e-mail", "id_email"),
        ("Enter your phone number", "id_phone"),
        ("Select your agency", "id_agency"),
        ("Enter how many children live in the home", "id_children"),
        ("Select an answer to “Was the local authority told?”", "id_told"),
        ("Select what the concern is", "id_concerns"),
        ("Enter date of the incident", "id_incident-day"),
        ("Enter when the council was told", "id_aware-day"),
        ("Enter what happened", "id_story"),
        ("Choose a file for “A report you already have”", "id_report"),
        ("To continue, tick “I have the agreement of a senior manager”", "id_agree"),
    ]


def test_every_wrong_answer_says_what_would_be_right() -> None:
    wrong = {
        **GOOD,
        "name": "A name that is too long",
        "email": "ada",
        "agency": "bank",
        "children": "some",
        "incident-day": "4",
        "incident-month": "11",
        "aware-time": "25:00",
        "story": "x" * 201,
    }
    assert [error.text for error in errors_of(EveryWidget(wrong))] == [
        "Your full name must be 20 characters or fewer; it has 23",
        "Enter an e-mail address in the correct format, like name@example.com",
        "Select an answer from the list",
        "How many children live in the home must be a number, like 30",
        "Date of the incident must be on or before 3 November 2026",
        "When the council was told must have a real time, like 14:30 or 2:30pm",
        "What happened must be 200 characters or fewer; it has 201",
        "Choose a file for “A report you already have”",
    ]


def test_the_authors_own_words_win() -> None:
    class Own(GovukForm, forms.Form):
        name = forms.CharField(error_messages={"required": "Tell us who you are"})

    assert [error.text for error in errors_of(Own({}))] == ["Tell us who you are"]


@pytest.mark.parametrize(
    ("words_of_label", "message"),
    [
        ("NHS number", "Enter NHS number"),
        ("Name of the school", "Enter name of the school"),
        ("Who told you?", "Enter an answer to “Who told you?”"),
        ("Share known, in %", "Enter share known, in %"),
    ],
)
def test_a_label_keeps_its_sense_inside_a_sentence(words_of_label: str, message: str) -> None:
    class One(GovukForm, forms.Form):
        answer = forms.CharField(label=words_of_label)

    assert [error.text for error in errors_of(One({}))] == [message]


def test_a_long_text_is_counted_as_the_browser_counts_it() -> None:
    class Long(GovukForm, forms.Form):
        story = LongTextField(max_length=5)

    form = Long({"story": "ab\r\ncd"})
    assert form.is_valid()
    assert form.cleaned_data["story"] == "ab\ncd"


def test_a_layout_that_forgets_a_hidden_answer_still_sends_it_and_buttons_of_the_helper_are_drawn() -> None:
    form = EveryWidget({"reference": "kept"})
    form.helper.layout = Layout("name", ButtonHolder(Submit("later", "Save for later")))
    form.helper.add_input(Submit("now", "Send"))
    form.helper.add_input(Hidden("step", "2"))
    tree = drawn(form)
    assert by_id(tree, "id_reference").get("value") == "kept"
    assert [(words(node), node.get("name")) for node in tree.iter("button")] == [("Save for later", "later"), ("Send", "now")]
    assert [node.get("value") for node in tree.iter("input") if node.get("name") == "step"] == ["2"]


def test_an_empty_choice_is_no_radio_but_stays_in_a_list() -> None:
    class Choices(GovukForm, forms.Form):
        field_options = {"kind": {"classes": "govuk-radios--small"}}
        kind = forms.ChoiceField(choices=[("", "None"), ("a", "A")], widget=forms.RadioSelect)
        place = forms.ChoiceField(choices=[("", "None"), ("b", "B")])

    tree = drawn(Choices())
    assert [node.get("value") for node in tree.iter("input")] == ["a"]
    assert [node.get("value") for node in tree.iter("option")] == ["", "b"]


def test_the_first_box_of_a_new_row_gets_the_cursor_whatever_it_is() -> None:
    class Kind(GovukForm, forms.Form):
        focus_first = True
        kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)

    class Born(GovukForm, forms.Form):
        focus_first = True
        born = DateField()

    for form, first in ((Kind(), "id_kind"), (Born(), "id_born-day")):
        focused = [node.get("id") for node in drawn(form).iter() if node.get("autofocus") is not None]
        assert focused == [first]


def test_two_forms_of_one_class_share_no_helper() -> None:
    first, second = EveryWidget(), EveryWidget()
    first.helper.form_id = "first"
    assert second.helper.form_id == ""


def test_the_summary_links_every_error_to_a_box_that_is_there() -> None:
    form = EveryWidget({**GOOD, "incident-year": ""})
    summary = html5lib.parse(tag("{% govuk_error_summary form %}", form=form), namespaceHTMLElements=False)
    targets = [node.get("href", "") for node in summary.iter("a")]
    assert targets == ["#id_incident-year", "#id_report"]
    tree = drawn(form)
    assert all(by_id(tree, target[1:]) is not None for target in targets)
    marked = [node.get("id") for node in tree.iter("input") if "govuk-input--error" in node.get("class", "")]
    assert marked == ["id_incident-year"]


def test_an_error_about_the_whole_form_is_in_the_summary_without_a_link() -> None:
    form = EveryWidget(GOOD)
    form.add_error(None, "This referral was sent already.")
    html = tag("{% govuk_error_summary form %}", form=form)
    assert "<li>" in html
    assert "This referral was sent already." in html
    assert html.count("<a ") == 1


def test_no_error_draws_no_summary_and_an_unjudged_form_none_either() -> None:
    quiet = EveryWidget({})
    quiet.show_errors = False
    assert tag("{% govuk_error_summary form other %}", form=EveryWidget(), other=quiet) == ""
    assert "govuk-error-message" not in str(render_crispy_form(quiet))
    assert tag("{{ form|has_errors }}", form=quiet) == "False"
    assert tag("{{ form|has_errors }}", form=EveryWidget({})) == "True"


def test_a_password_is_never_sent_back() -> None:
    class SignIn(GovukForm, forms.Form):
        password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    box = by_id(drawn(SignIn({"password": "secret"})), "id_password")
    assert box.get("value") is None
    assert box.get("type") == "password"


def test_the_first_values_of_a_form_are_shown() -> None:
    class Edit(GovukForm, forms.Form):
        born = DateField()
        kind = forms.ChoiceField(choices=[("", "None"), ("a", "A"), ("b", "B")], widget=forms.RadioSelect)

    tree = drawn(Edit(initial={"born": date(2019, 3, 7), "kind": "b"}))
    assert [by_id(tree, f"id_born-{part}").get("value") for part in ("day", "month", "year")] == ["7", "3", "2019"]
    radios = [
        (node.get("value"), node.get("checked") is not None) for node in tree.iter("input") if node.get("type") == "radio"
    ]
    assert radios == [("a", False), ("b", True)]


def test_eight_threads_never_see_each_others_answers() -> None:
    def draw_one(number: int) -> bool:
        html = str(render_crispy_form(Child({"first_name": f"name-{number}-", "born-day": "x"})))
        return html.count("name-") == 1 and f"name-{number}-" in html

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(draw_one, range(400)))


def test_pages_keep_the_search_and_mark_where_one_is() -> None:
    request = RequestFactory().get("/reviews/", {"q": "a&b", "page": "5"})
    html = tag("{% govuk_pagination page %}", request=request, page=Paginator(range(200), 10).get_page(5))
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    links = [node.get("href") for node in tree.iter("a")]
    assert links == [f"?q=a%26b&page={number}" for number in (4, 1, 4, 5, 6, 20, 6)]
    assert [words(node) for node in tree.iter("a") if node.get("aria-current") == "page"] == ["5"]


def test_one_page_needs_no_links_to_others() -> None:
    assert tag("{% govuk_pagination page %}", request=RequestFactory().get("/"), page=Paginator([1], 10).get_page(1)) == ""


def test_a_summary_says_what_was_not_given_and_names_what_would_be_changed() -> None:
    html = tag(
        "{% govuk_summary_list rows %}",
        rows=[("Name", "<b>"), ("School", None), {"key": "Age", "value": 0, "href": "/age/", "action": "Edit"}],
    )
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    assert [words(node) for node in tree.iter("dd")] == ["<b>", "Not given", "0", "Edit age"]


def test_the_block_tags_wrap_what_stands_inside_them() -> None:
    html = tag(
        '{% govuk_notification title=name kind="success" %}{{ name }}{% endgovuk_notification %}'
        '{% govuk_details "More" opened=True %}{{ name }}{% endgovuk_details %}'
        "{% govuk_inset %}{{ name }}{% endgovuk_inset %}{% govuk_warning %}{{ name }}{% endgovuk_warning %}"
        '{% govuk_panel name %}{{ name }}{% endgovuk_panel %}{% govuk_phase "Trial" %}{{ name }}{% endgovuk_phase %}',
        name="<u>",
    )
    assert html.count("&lt;u&gt;") == 8
    assert "<u>" not in html


def test_buttons_links_and_tags_are_drawn_with_their_meaning() -> None:
    html = tag(
        '{% govuk_button "Send" %}{% govuk_button "Remove" name="gone" value="3" kind="warning" formaction="#rows" %}'
        '{% govuk_button "Begin" href="/begin/" start=True %}{% govuk_tag "Late" colour="red" %}{% govuk_tag "Open" %}'
        '{% govuk_back_link "/before/" %}{% govuk_breadcrumbs "Home" "/" "Here" "" %}{% govuk_enter_key %}'
        "{% govuk_exit_this_page %}"
    )
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    buttons = [(words(node), node.get("name"), node.get("value"), node.get("formaction")) for node in tree.iter("button")]
    assert buttons == [("Send", None, None, None), ("Remove", "gone", "3", "#rows"), ("Continue", None, None, None)]
    links = [(words(node), node.get("href")) for node in tree.iter("a")]
    assert links == [
        ("Begin", "/begin/"),
        ("Back", "/before/"),
        ("Home", "/"),
        ("Emergency Exit this page", "https://www.bbc.co.uk/weather"),
    ]
    assert "govuk-tag--red" in html
