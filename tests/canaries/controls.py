"""Forty clean documents. Every other one meets the list of a family whose names are ordinary words."""

import random
import textwrap
from collections.abc import Iterator

from pikepdf import Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont

from tests.canaries import fonts
from tests.canaries.families import Family, families
from tests.canaries.ordinary import PARAGRAPHS, RECOMMENDATIONS, TITLES
from tests.canaries.papers import annotate, begun, draw, flat, font_path, saved, show_picture, text
from tests.canaries.shapes import Document, Page

HOW_MANY, FILES = 40, 10


def controls(seed: int) -> Iterator[Document]:
    """In a fixed order: pages, then files."""
    chance = random.Random(f"controls {seed}")
    rounds = [*chance.sample(PARAGRAPHS, len(PARAGRAPHS)) * 4]
    for number in range(HOW_MANY):
        words = rounds[number * 4 : number * 4 + 4]
        title, subject = TITLES[number % len(TITLES)]
        advice = chance.sample(RECOMMENDATIONS, 2)
        made = _page(title, subject, words, f"1. {advice[0]}\n2. {advice[1]}")
        family = _family(seed, number, f"{title} {made}")
        if number < HOW_MANY - FILES:
            yield Document(f"control {number}", "page", family.facts, page=made)
        else:
            yield Document(f"control {number}", "pdf", family.facts, content=_file(number, title, words))


def _family(seed: int, number: int, text: str) -> Family:
    """Every other time one named May, Summer or Amber; no day of theirs lies by chance in a month of which the text speaks."""
    while True:
        people = families(seed)
        others = [family for trait, family in people.items() if trait != "word"]
        family = people["word"] if number % 2 else others[number // 2 % len(others)]
        days = (family.born, family.died, family.mother_born)
        if not any(f"{day:%B}" in text and f"{day:%Y}" in text for day in days):
            return family
        seed += 1000


def _page(title: str, subject: str, words: list[str], recommendations: str) -> Page:
    body = f"## What happened\n\n{words[1]}\n\n{words[2]}\n\n## What was learned\n\n- {words[3]}"
    return Page(
        title=title, subject=subject, summary=words[0], body=body, learning=f"- {words[3]}", recommendations=recommendations,
        changes="By April 2022 all teams were trained.", themes=("Neglect", "Christian and other faith groups"),
        file_name="child-r-2021.pdf",
    )  # fmt: skip


def _file(number: int, title: str, words: list[str]) -> bytes:
    pdf = begun(f"control {number}")
    lines = [line for paragraph in words for line in (*textwrap.wrap(paragraph, 88), "")]
    draw(pdf, b"".join(text(line, 60, 440 - 15 * place) for place, line in enumerate(lines[:24])))
    pdf.docinfo["/Title"] = String(title)
    if number % 3 == 0:
        annotate(pdf, "Link", A=Dictionary(S=Name.URI, URI=String("https://www.gov.uk/government/publications/")))
    if number % 3 == 1:
        fonts.show(pdf, "Will we listen? May 2021", "Will we listen? May 2021")
    if number % 3 == 2:
        made = Image.new("L", (640, 120), 255)
        drawing = ImageDraw.Draw(made)
        drawing.text((20, 30), "Contacts by month: April 4, May 9", fill=0, font=ImageFont.truetype(font_path(), 32))
        show_picture(pdf, flat(pdf, made), 320, 60, y=30)
    return saved(pdf)
