"""The invented review of a young person who was exploited. Nobody and nothing in it is real."""

from typing import Any

REPORT: dict[str, Any] = {
    "title": "Child T",
    "subject": "A young person who was drawn into carrying drugs, and was seriously harmed (all of it invented)",
    "summary": "This review is invented, to show what a published review looks like. A young person was stabbed and "
    "survived. In the two years before, Child T had gone missing many times, had lost a place in education and had been "
    "arrested twice. Many people cared, and most of them saw one part. The review asks what it would have taken to see "
    "the young person as a whole.",
    "age_band": "16_17",
    "body": """## About this review

This review is invented. It was written to show how one reads, and no young person, family or worker in it is real.

We look at what happened in order to learn, and not to find somebody to blame. Whoever hurt Child T answers for it before a
court. We call the young person Child T; the letter stands for no name. Child T chose it, read this report in draft, changed
eleven things in it and asked us to keep the rest.

Child T's mother asked us to write the next part together with her.

## Who Child T is

Child T is funny, stubborn and generous, cooks well, and can take a bicycle apart and put it together again. Child T was the one
in the family who walked the younger ones to school. Teachers at primary school remember a child who put up a hand before the
question was finished.

"You will read the word *exploited* a lot," Child T told us. "I did not know that word. I thought I had friends, and a job."

## What happened

### Before it began

The family lived through domestic abuse when Child T was small, and left it behind with help that they still speak of warmly.
Child T did well at primary school. The first year at secondary school was harder. Child T was found to need help with reading
and attention, and waited three terms for it.

### The two years that we looked at

Child T began to be out late. There were new clothes, a second telephone and new friends with cars. At home there were
arguments; then there was silence. Child T's mother reported Child T missing on the first night that it happened. Over two years
she did so twenty-six times. Each time a form was filled in. On most mornings Child T came home, said nothing and went to sleep.

After each return somebody is to talk with the young person within three days. Fourteen of these talks took place. They were
held by nine different people. In the record most of them end with the words "did not engage".

Child T's place at school ended after a penknife was found. The next place was for ten hours a week, on the far side of the
town. Child T went for three weeks. For seven months after that Child T was in no education at all. Three services knew it,
and each wrote that it was being dealt with by another.

Child T was arrested twice, the second time with drugs to sell, a long way from home. Each time Child T was treated as a young
person who had broken the law. That was so. Child T was also owed money that could never be paid back, and was afraid.

Child T's mother found the second telephone. She wrote down what she read on it and took it to three offices in one week. She
was thanked at each. She told us that she came home from the third with the feeling that she had done something wrong.

Some weeks later Child T was stabbed. A passer-by, who happened to be a nurse, stayed. Child T survived.

## How it looked at the time

**At school** Child T was a pupil with a pattern of behaviour. The staff who were fond of Child T were not those who held the
file. The decision to end the place followed the policy; nobody at the meeting knew about the nights away.

**To the police officers** who looked for Child T, there was a young person who was usually home by breakfast. The form asked
whether there was an immediate risk. By morning the answer was no.

**To social workers** the case was open, then closed, then open again, five times. It was closed each time because Child T did
not come to appointments. Four of the appointments had been during the hours in which Child T was made to sleep or to travel.

**To the youth worker** Child T talked. The two of them mended bicycles together on Tuesdays, and in eighteen months Child T
told him nearly everything that we have written here. He passed on what he thought he might. He was not invited to meetings,
since he worked for a small charity. When its grant ended, so did the Tuesdays.

**To Child T** there were adults with lanyards who asked the same questions. "They all wanted to know where I had been. Nobody
asked what would happen to me if I stopped."

## What we found

### "Did not engage" describes a service

The words stand forty-one times in the records. They tell us that something was offered at a time, in a place or by a person
that did not work. They were read as if they told us something about Child T.

### A young person may be a victim and an offender on the same day

Services were used to choosing. Once Child T had been arrested, the word *vulnerable* disappears from the record for five
months.

### Losing school is not one event among others

From the day on which Child T had nowhere to be, the people who exploited Child T had the whole day. Everybody whom we asked
named this as the moment when things became much worse. At the time it was nobody's emergency.

### A parent who brings information is a partner

Child T's mother knew more than any single service. She was treated as a source, as a worry and once as a suspect. She was never
asked to sit at the table.

### Trust lives in one relationship at a time

One adult was trusted. What he knew, and the fact that he was trusted, was the most useful thing that anybody had. It
belonged to a project with a grant for a year.

## What was done well

- The missing persons officer telephoned Child T's mother after every report, in her own time if need be.
- The youth worker kept the Tuesdays going for four months without being paid, and told us so only when we asked.
- The teaching assistant who had taught Child T to read went to see Child T afterwards, and still does.
- Ward staff let the family sleep beside Child T, and thought of who might come to visit before anybody told them to.

## What different services can take from this

| If you are | You might ask |
|---|---|
| writing "did not engage" | What did we offer, when, where, and who offered it? |
| deciding about a place at school | Who knows where this young person sleeps? Is that person in the room? |
| talking with somebody who has come home | What would happen to you if you stopped? |
| arresting a young person far from home | Who sent you, and what do you owe? |
| a manager or a commissioner | Which relationship holds this young person, and when does its money end? |

## How we carried out the review

Child T met us five times, twice at the bicycle workshop. We spoke with Child T's mother and an aunt, and with twenty-three
practitioners, on their own and together. We read the records of nine services. We asked a group of young people with experience
of exploitation to read the draft. They told us to make it shorter, and we did.
""",
    "learning": """- "Did not engage" describes what we offered. Write down the offer instead.
- A young person may be a victim and an offender on the same day, and needs both to be said in the same meeting.
- Losing a place at school is an emergency where a young person is being exploited.
- A parent who brings information belongs at the table.
- Find the one adult who is trusted, and build the plan around that.
""",
    "recommendations": """1. No place at school ends for a young person who goes missing until those who know about it "
    "have met, withi"
   five days.
2. The talk after a young person comes home is held by the same person each time, chosen with the young person.
3. The words "did not engage" are no longer accepted as a reason to close a case.
4. Parents and carers are invited to every meeting about exploitation, unless that puts somebody in danger; the reason is
   written.
5. Voluntary organisations that are trusted by a young person are invited and paid for their time.
""",
    "changes_since": """- Eleven planned exclusions were looked at under the first recommendation. Nine young people kept "
    "their place"
- Talks after coming home now have one worker for each young person. Two in three take place, where it was about half before.
- Two grants for youth work run for three years instead of one.
""",
}
THEMES = (
    *("criminal-exploitation-and-county-lines", "serious-youth-violence", "missing-from-home-or-care", "not-in-school"),
    *("voice-of-the-child", "role-of-schools", "closing-a-case-when-a-family-does-not-engage"),
)
BRIEFING: dict[str, Any] = {
    "title": "Child T",
    "subject": "What practitioners can take from the review of Child T (all of it invented)",
    "summary": "A learning briefing for teams who work with young people. It is invented, like the review that it belongs to.",
    "age_band": "16_17",
    "body": """## What this is for

To be read in twenty minutes, alone or together. It is invented.

## What we would like you to remember

- Ask what would happen to the young person if they stopped.
- Write what was offered, and not that somebody did not engage.
- Ask who is trusted, and bring that person in.

## To try this week

Choose one young person who has missed three appointments. Find out at what time of day they were offered. Offer the next one
somewhere else, at another time, by somebody whom the young person chose.
""",
}
