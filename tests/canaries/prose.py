"""Paragraphs as published reviews have them, in which nobody and nothing is named: what stands around every canary."""

import random

from tests.canaries.shapes import Page

HEADINGS = ("## Why this review was held", "## What agencies knew", "## What was learned", "## What should change")
PARAGRAPHS = (
    "The partnership held this review because a child was seriously harmed and there was learning about how agencies had "
    "worked together. Its purpose is to improve practice. It does not decide who was to blame.",
    "Health visitors saw the family at home on several occasions. They recorded that the house was warm and that there was "
    "food, but they did not write down what a day was like for the child.",
    "Practitioners told the reviewers that their caseloads were high, and that supervision had often been put off. Two of "
    "them had never met each other, although they had worked with the same family for more than a year.",
    "A strategy discussion was held by telephone. The general practitioner was not invited. The police and children's social "
    "care agreed that enquiries were needed, and began them on the following working day.",
    "The mother had told her midwife about her own childhood. This was not shared with the children's centre, and nobody "
    "asked her about the men who visited the home.",
    "Information about the father was held by probation. It did not reach the school, because nobody there knew that he had "
    "moved back in.",
    "The reviewers met members of the family, who wished to say how much the child was loved. They asked that professionals "
    "should listen to grandparents, and should ring back when they say that they will.",
    "Missed appointments were treated as the choice of an adult. A better word is “was not brought”, for a young child does "
    "not come alone.",
    "The health trust has since trained its staff in professional curiosity, and audits a sample of records each quarter. "
    "The first two audits show that the voice of the child is written down more often.",
    "The national guidance is clear that bruises on a baby who does not yet crawl need a paediatric opinion. It was not "
    "followed here, in part because the nursery was not sure whom to ring.",
    "When the case was closed, no plan was left with the school. Teachers noticed that lunches were missing and that clothes "
    "were dirty, and they kept a record, which nobody asked to see.",
    "Partners should make sure that a worker who is new to a family reads the whole record, speaks with the worker before, "
    "and visits within a week.",
)


def page(chance: random.Random) -> Page:
    """A page in which nothing identifies anybody."""
    words = chance.sample(PARAGRAPHS, 8)
    parts = [
        part
        for heading, pair in zip(HEADINGS[:3], (words[1:3], words[3:5], words[5:7]), strict=True)
        for part in (heading, *pair)
    ]
    return Page(
        summary=words[0],
        body="\n\n".join(parts),
        learning=f"- {words[7]}\n- Ask who else lives with the child.",
        recommendations="1. The partnership should audit how often the child is seen alone.\n2. Agencies should meet.",
        changes="Since then the agencies have trained their staff together.",
    )
