"""The invented review of a baby who was harmed while several agencies visited. Nobody and nothing in it is real."""

from typing import Any

REPORT: dict[str, Any] = {
    "title": "Child W",
    "subject": "A baby who was harmed while several agencies visited (all of it invented)",
    "summary": "This review is invented, to show what a published review looks like. A baby was seriously harmed at home. Four "
    "services were visiting the family, and each was kind and careful with what it saw. For some weeks nobody saw the "
    "baby, and each service believed that another had. The review asks how that came about, and what would make it less "
    "likely.",
    "age_band": "under_1",
    "body": """## About this review

This review is invented. It was written to show how one reads, and no child, family or worker in it is real.

A local child safeguarding practice review looks at what happened so that services can learn. It does not look for somebody to
blame, and it does not say who harmed a child: courts do that. We call the baby Child W. The letter stands for no name. The
mother chose it with us, and she read this report before anybody else did.

We are grateful to Child W's mother, father and grandmother. They spoke with us on three occasions, at a time when speaking was
hard. Much of what follows we would not have understood without them.

## Who Child W is

Child W is a curious baby who watches faces, laughs at the family's dog and will not sleep without a certain blue blanket. Child
W's grandmother told us this on her first visit and asked us to put it at the beginning, "so that people read about a baby and
not about a file". We think she is right.

Child W recovered from the injuries, and lives with relatives. The people who look after Child W say that the baby is thriving.

## What happened

Child W was the second child of young parents who had moved to the area during the pregnancy. They had moved twice before. They
knew nobody, and English was the father's third language. The mother had been low after her first baby was born. She told the
midwife so, who wrote it down and offered her more appointments.

In the first weeks after the birth there was a good deal of help. A midwife, a health visitor, a family support worker and a
housing officer were all in touch. The parents remember this time as busy and mostly friendly. They also remember telling the
same story four times.

Then three things happened within a short time:

1. The family was moved to other temporary housing, in the area of another health visiting team.
2. The family support worker fell ill, and her visits were shared among colleagues who did not know the family.
3. The father lost his work, and began to look after the baby on his own during the day.

Over the following weeks six visits were planned and two took place. On the first of these the baby was asleep in another room.
On the second nobody answered the door; a card was left. Each missed visit was recorded, correctly, in the notes of the service
that had planned it. No service could see the notes of another.

During these weeks the mother telephoned twice to say that the baby was crying more than she could bear. Both calls were
answered with sympathy and with good advice about crying. Neither led to a visit, because each person who took a call could see
that a visit by somebody else was planned for that week.

Child W was then taken to the emergency department by the mother, who was frightened by how still the baby was. Staff there
acted quickly. They found injuries that nobody could explain, and they told children's social care and the police at once.

## How it looked at the time

It is easy, knowing the end, to see a straight line. We asked everybody to tell us how it looked on the day, and it did not look
like a line.

**To the health visitors** the family was one that had moved, like many. The notes followed nine days later. The new team read
that the mother was well supported and that a family support worker visited each week. This had been true when it was written.

**To the family support service** the baby was being seen by health visitors. Covering colleagues knew the address and the next
date, and little else. One of them told us: "I thought that I was the extra pair of hands. I did not know that I was the only
one."

**To the housing officer** the parents were polite, behind with forms, and tired. He noticed that the father now always came
alone with the pram, and that he looked worn out. He did not know whom he might tell, or whether it was his to tell.

**To the father** the services were there for the mother. Letters were addressed to her. When he opened the door he was asked
when she would be back. In three months nobody asked him how he was, or how he managed the days. "I would have said that I was
fine," he told us, "but perhaps not the second time."

**To the mother** asking for help meant telephoning, in her second language, a number that answered with a menu. She did it
twice. She told us that after the second call she concluded that this was how it was meant to be.

## What we found

### A visit that does not take place is news

Each service had a rule for a missed visit: record it, leave a card, arrange another. Each rule was followed. Together they
allowed a baby to go unseen for weeks, because no rule asked the next question: *who has seen this baby, and when?*

### "Somebody else is seeing them" is a sentence to check

Nine different notes say, in different words, that another service was in contact. At the time of writing, seven of the nine
were out of date. Nobody had been careless. The words were copied forward, as words are, from a time when they had been true.

### Fathers are part of the picture

The father was caring for a small baby on his own, without work and far from his own family. He was invisible to services that
visited his home. Inviting him would have offered help to him, and would have let somebody see how the days went.

### A move is a risk in itself

The family moved three times in a year. Each move cut the thread between the people who knew them and the people who were to
know them next. A telephone call of ten minutes between two health visitors would have carried more than the notes did.

### Language is not the family's problem to solve

The first interpreter was offered in the emergency department. The parents had managed until then, and were praised for
managing. We think that an interpreter should be offered before anybody has to ask, and offered again after a polite no.

## What was done well

- The midwife asked the mother about her mood at every appointment, and wrote the answers down in the mother's own words.
- The covering support worker who found nobody at home came back the same evening, in her own time.
- The emergency department saw a frightened mother and an injured baby, and looked after both.
- The schools and the nursery that the wider family uses were told with care, by somebody who knew the children.

## What different services can take from this

| If you are | You might ask |
|---|---|
| a health visitor taking over a family | When was this baby last seen awake, and by whom? May I ring that person? |
| covering for a colleague | Am I an extra pair of hands here, or the only one? |
| a housing officer | Whom do I ring when a parent looks worn out, and do I need a reason? |
| answering the telephone | This is the second call. What would make me go and see? |
| a manager | How would I find out today which babies nobody has seen this month? |

## How we carried out the review

We read the records of seven services, talked with the family, and held two meetings with practitioners who had known them. We
asked what had made sense to people at the time. Practitioners read a draft and corrected it. We thank them for their openness;
several told us that they think of Child W often.
""",
    "learning": """- A missed visit to a baby is news, and somebody has to own it until the baby has been seen.
- Write when a child was last seen, and by whom, instead of writing that another service is involved.
- Ask fathers how they are. Then ask a second time.
- When a family moves, talk to each other before you send the notes.
- Offer an interpreter before anybody has to ask for one.
""",
    "recommendations": """1. Health visiting and family support agree one shared list of babies under one whom nobody has "
    "seen fo"
   fourteen days, and look at it together each week.
2. Every service that visits families names a person whom housing and other staff may ring about a worry, without a threshold.
3. When a family with a baby moves between teams, the two workers speak, and the date of that talk is recorded.
4. Letters and appointments are addressed to both parents where both care for the baby.
5. Interpreters are offered at the first contact, and the offer is recorded whatever the answer.
""",
    "changes_since": """- The shared list began as a trial in two teams. It is now looked at each week in all of them.
- Eleven workers from housing and two leisure centres have used the number for worries, most of them more than once.
- Fathers are invited by name to the first visit. They come to more than half of them.
- The third recommendation took longest. Two teams still send notes without talking, and their managers report on it each
  quarter.
""",
}
THEMES = (
    *("physical-abuse", "babies-and-infants", "fathers-and-partners", "timely-information-sharing", "moving-between-areas"),
    *("professional-curiosity", "race-ethnicity-culture-and-religion"),
)
BRIEFING: dict[str, Any] = {
    "title": "Child W",
    "subject": "Seven minutes about a baby whom nobody saw for some weeks (all of it invented)",
    "summary": "For a team meeting: what happened, why it made sense at the time, and three questions to talk about.",
    "age_band": "under_1",
    "body": """## 1. Why this briefing

It takes seven minutes to read aloud. It is invented, like the review that it belongs to.

## 2. What happened

A baby was harmed at home while four services were in touch with the family. For some weeks nobody saw the baby awake.

## 3. Why it made sense at the time

Each service could see that another had planned a visit. The visits of the others did not take place either.

## 4. What helped

A midwife who asked about mood every time. A support worker who came back in the evening.

## 5. What we learned

- A visit that does not take place is news.
- "Somebody else is seeing them" is a sentence to check.
- Fathers are part of the picture.

## 6. What has changed

One shared list of babies whom nobody has seen for fourteen days, looked at each week.

## 7. To talk about

- Which of our families do we believe somebody else is seeing?
- Whom did we last ask "and how are you?" without asking a second time?
- Whom would our receptionist ring with a worry?
""",
}
RESPONSE: dict[str, Any] = {
    "title": "Child W",
    "subject": "How the partners answered the review, and what they do about it (all of it invented)",
    "summary": "The three safeguarding partners accept all five recommendations. This page says who does what, and by when.",
    "age_band": "under_1",
    "body": """## Our response

This response is invented, like the review. We accept what the review found. We thank Child W's family, who gave us their time
and their trust, and the practitioners who spoke so openly.

## What we do

| Recommendation | Who leads | When | How we shall know |
|---|---|---|---|
| A shared list of babies whom nobody has seen | Health visiting | Within three months | The list is looked at each week |
| A number for worries | Children's social care | Within two months | Calls are counted, and callers are rung back |
| Workers speak when a family moves | Health visiting | Within six months | A sample of twenty moves each quarter |
| Letters to both parents | All services | Within three months | A sample of letters |
| Interpreters at the first contact | All services | At once | The offer stands in the record |

## How we look at it again

Our independent scrutineer reports on each line after six and after twelve months. Both reports are published here.
""",
}
