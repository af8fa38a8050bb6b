"""What an editor writes becomes safe HTML: headings in order, tables that can be reached, and nothing else."""

import pytest

from publications import markdown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "![x](https://example.org/pixel.png)",
        '<a href="https://example.org" onclick="x()">x</a>',
        "[x](https://example.org \"onmouseover='x'\")",
        "<svg><style>*{color:red}</style></svg>",
    ],
)
def test_nothing_active_is_published(text: str) -> None:
    shown = markdown.render(text).html
    for mark in ("<script", "<img", "<svg", "<style", 'href="javascript', 'href="data', "title=", 'onclick="x()">x</a>'):
        assert mark not in shown


def test_a_link_says_where_it_leads_and_tells_nothing_about_the_reader() -> None:
    assert markdown.render("[a page](https://example.org/)").html == (
        '<p><a href="https://example.org/" rel="noopener noreferrer">a page</a></p>\n'
    )


def test_headings_begin_at_the_second_level_and_are_listed() -> None:
    rendered = markdown.render("# One\n\n## Under *one*\n\n###### Deep\n\n# One\n\n# ?!")
    assert rendered.html.split("\n")[0] == '<h2 id="part-one">One</h2>'
    assert '<h3 id="part-under-one">Under <em>one</em></h3>' in rendered.html
    assert '<h4 id="part-deep">Deep</h4>' in rendered.html
    assert rendered.contents == [
        {"id": "part-one", "text": "One"},
        {"id": "part-one-2", "text": "One"},
        {"id": "part-heading", "text": "?!"},
    ]


def test_under_one_heading_alone_the_list_shows_what_stands_below_it() -> None:
    rendered = markdown.render("# The report\n\n## First\n\n## Second\n\n### Third")
    assert [heading["text"] for heading in rendered.contents] == ["The report", "First", "Second"]


def test_a_table_scrolls_in_a_box_that_the_keyboard_reaches() -> None:
    shown = markdown.render("|A|B|\n|-|-:|\n|1|2|").html
    assert '<div class="table-scroll" tabindex="0" role="region" aria-label="Table">' in shown
    assert '<th scope="col">A</th>' in shown
    assert "style=" not in shown


def test_the_plain_text_is_what_a_reader_sees() -> None:
    assert markdown.render("**A**nn &amp; *Bo*\n\n- one\n- two").text.split() == ["Ann", "&", "Bo", "one", "two"]


def test_nothing_gives_nothing() -> None:
    assert markdown.render("") == markdown.Rendered("", "", [])
