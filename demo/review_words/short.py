"""Shorter invented documents of the demonstration: learning from a Rapid Review, and two drafts that are not public yet."""

from typing import Any

RAPID_REVIEW: dict[str, Any] = {
    "title": "Child L",
    "subject": "A small child who swallowed medicine that was meant for somebody else (all of it invented)",
    "summary": "This page is invented. A small child recovered after swallowing medicine at a relative's home. A Rapid "
    "Review found that a local review would add little, because the learning was clear: it is set out here.",
    "age_band": "1_5",
    "body": """## What happened

This is invented. A small child found tablets in a bag during a family visit and swallowed some. The adults noticed, rang for
help at once and stayed calm. The child recovered fully.

## What we learned

Everybody who had visited the home had talked about safety there. Nobody had talked about the homes in which the child spent the
rest of the week, or about visitors and their bags.

## What we ask of services

- Ask where else a child spends time, and talk about safety there too.
- Give a lockable bag or box to every adult who takes medicine and sees small children, without waiting for a reason.
- Tell families that ringing for help quickly is never held against them.
""",
    "learning": "- Ask about every home in which a child spends time, and about the bags of visitors.\n",
}
RAPID_THEMES = ("ingestion-and-poisoning", "the-childs-daily-life")
PLANNED: dict[str, Any] = {
    "title": "Child M",
    "subject": "A child with complex health needs, and the adults who came and went (all of it invented)",
    "summary": "This review is invented, and it is still being prepared. It asks how services can hold on to what a child "
    "likes, fears and says when the people around the child change every few months.",
    "age_band": "6_10",
    "body": """## About this review

This review is invented. It looks for what can be learned, and not for somebody to blame.

## Who Child M is

Child M likes trains, water and being sung to, and says a great deal without words. Child M's carers told us what each sound
means, and asked us to say that Child M has a sense of humour.

## What we found

- Thirty-one adults helped with Child M's care in two years. Most of them read a plan; few of them had met the person who
  wrote it.
- What Child M communicated was known at home and at school, and it stood in no record.
- When pain was missed, it was missed by people who had never seen Child M without it.

## What helped

One nurse made a short film with the family: this is Child M on a good day. Whoever saw it said that it changed how they worked.
""",
    "learning": "- Record how a child communicates, and show it to whoever comes next.\n",
}
PLANNED_THEMES = ("disability-and-special-educational-needs", "voice-of-the-child")
# Somebody wrote the nickname and the day that stand in the record: the gate finds both.
WITH_FINDINGS: dict[str, Any] = {
    "title": "Child T",
    "subject": "How the partners answered the review of Child T (all of it invented)",
    "summary": "A draft in which the gate has found something. It is invented.",
    "age_band": "16_17",
    "body": """## Our response

This response is invented. We accept the five recommendations, and we thank {name} and the family for their time.

## What we do

| Recommendation | Who leads | When |
|---|---|---|
| No place at school ends before those who know have met | Education | Within two months |
| One worker for each talk after coming home | Police and social care | Within six months |
""",
}
