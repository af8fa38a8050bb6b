"""Paragraphs as published reviews have them, full of ordinary words that are also names, of other people's days and numbers."""

PARAGRAPHS = (
    "The partnership published its threshold document in May 2019. It may be that practitioners read it once and then put it "
    "away: by grace of a good administrator it was found again in a drawer, and by the following May it had been rewritten.",
    "Will this review mark a change? The reviewers hope so. Partners will need the will to go on when the summer is over, "
    "and they should be frank with each other about what has not been done.",
    "In the summer of 2020 the family moved to Bath. The health visitor noted that a bath stood in the kitchen, filled with "
    "clothes, and that the water was cold.",
    "The dean of the medical school, the head of nursing and a Norman Foundation fellow read the draft. They thought that the "
    "christian name of a worker had been left in by mistake; it was the name of a rose.",
    "Agencies rated the risk amber. An amber rating should lead to a discussion within five days; in April it did not, and "
    "in June it came too late.",
    "Police found a jack, a bill for car parts and a penny jar in the boot of the car. Nobody meant to rob the shop, the "
    "court heard on 3 March 2016 in another matter.",
    "The school's iris garden and its Victor Meldrew bench were built by parents. Teachers spoke of the joy that the children "
    "took in it, of faith in each other, and of patience.",
    "Section 47 of the Children Act 1989 and chapter 5 of Working Together 2023 say what must be done. The Children's "
    "Wellbeing and Schools Bill, introduced in December 2024, would add a duty.",
    "Between 2014 and 2022 there were 482 serious incident notifications a year on average. In 2021 there were 496, and 36 "
    "per cent of the children were less than one year old.",
    "Child R lived with Mother, Mother's partner and two half-siblings. Sibling 1 was at primary school. Adult A had been "
    "known to probation since 2011 and was seen on 14 occasions.",
    "Out of hours, ring the emergency duty team on 01454 615165 or, where a crime is being committed, 999. Childline is on "
    "0800 1111 and the NSPCC on 0808 800 5000.",
    "The independent reviewer, who has led 23 reviews since 2008, had no connexion with any agency. The panel met on 4 June, "
    "16 July and 22 October 2021.",
    "A GP, a MASH worker, the LADO, CAMHS and the ICB took part. The SENCO wrote the EHCP; the IRO chaired the CPC and the "
    "DSL took the minutes.",
    "Nursery staff asked for a home visit. “We were told to bide our time,” said one, “and time is what this child did not "
    "have.” Staff felt that hope had gone out of the plan.",
    "Parents need not be perfect. Young mothers who hunt for a flat, a job and a little sunshine at the same time deserve a "
    "warm welcome, not a frown.",
    "A duty worker should ring back on the same day. This did not happen on Friday 12 May, nor on the Monday after it, which "
    "was a bank holiday.",
    "The Cotswold hills lie between the two towns, and a bus goes once a day. For a parent without a car the cost of a return "
    "journey, £6.40, was more than was left for food.",
    "Professionals spoke of a “Jack of all trades” role. A family support worker was to be carer, advocate, driver and cook, "
    "with eleven families, and a pay band that was frozen in 2017.",
    "The violet light of the scanner frightened the child. A play specialist brought a teddy bear, a robin made of felt and a "
    "basil plant for the window.",
    "Learning from a previous review (Child D, 2015) had not been put in place. In both, nobody had asked who the men in the "
    "household were, and a heavy door was found locked.",
    "The chair thanked the clerk, the verger of St Mark's Church for the use of the hall, and the grandparents. They would "
    "like it to be known that love was never lacking.",
    "The river Avon had flooded in the winter, and the family were housed in a hotel in Lincoln Green, then on a farm. Dale "
    "and heath, moor and glen: the support plan was written for a town.",
    "A rapid review was held within 15 working days. The Panel's letter of 18 December 2020 agreed that a local review should "
    "follow; a coroner opened and adjourned an inquest.",
    "Records say “DNA” for “did not attend” 31 times. A better phrase is “was not brought”. The word grace appears once, as "
    "in “days of grace”, and mercy not at all.",
    "The tenancy was in the name of a cousin. Rent of £612.50 was paid on the 1st of each month, until April, from an account "
    "ending in 4471.",
    "Two thousand and nineteen was a year of change: the local safeguarding children board was replaced by a partnership, "
    "and most of its sub-groups met for the last time in March.",
    "The ambulance arrived at 10.22 and left at 10.41. The ward sister told the registrar, who told the consultant; the "
    "consultant asked for a skeletal survey, a CT scan and bloods.",
    "The sergeant dealt with the matter by words of advice. Had the officer looked further, the marker “DV – high” and a crook "
    "of that address would have come up.",
    "“Ginger”, the family's cat, was often mentioned by the child. Drawings of a house, a holly tree and a very large sun "
    "were kept by the teacher and shown to the reviewers.",
    "A bruise the size of a penny was seen on the cheek of the baby, and a mark on the arm. Both should have led to a child "
    "protection medical on the same day.",
    "Reviewers weighed hindsight bias. It is easy to be wise after the event; the test is whether a competent worker, on the "
    "Tuesday in question, with the facts then to hand, could have done otherwise.",
    "An audit of 40 files, numbered 1 to 40, showed that in 12 the father was not named. In 9 of the 12 an address was held "
    "by another agency, mostly by housing.",
    "Families told us that they prefer one worker to stay. “She came rain or shine,” a grandmother said, “and she was never "
    "late, bar once, when the bridge was shut.”",
    "The mother read to her children in Polish and in English. An interpreter was booked for the conference on 9 September "
    "but was sent to Bristol by mistake.",
    "For Muslim families the month of fasting and for Christian ones the weeks of Advent were times when visits were hard to "
    "arrange; this was known and nobody planned for it.",
    "Drug workers use the terms “high”, “blue”, “snow” and “Charlie” for what was taken. The review uses plain words: heroin, "
    "cocaine and, from 2018, street benzodiazepines.",
    "A rolling training plan, red, amber or green by team, is on the partnership's website. Dawn raids, cuckooing and county "
    "lines are its new chapters.",
    "The court made an interim care order on 7 October. The guardian, appointed in good time, met the child four times, and "
    "the advocate twice.",
    "There is scope to reach more fathers. The midwifery service now writes down the name, the date of birth and the address "
    "of every father at the booking appointment.",
    "Nobody can be sure that the outcome would have been another. What is certain is that this child was loved, liked to sing, "
    "and is missed by a whole street.",
)
RECOMMENDATIONS = (
    "Mark the record when a child was not brought.",
    "Audit in May and in November.",
    "The partnership will hope for less and check more.",
    "Be frank with families from the first visit.",
    "Rate every plan red, amber or green by the end of April.",
    "Bill each agency for its share.",
    "By grace or by rule, ring back on the same day.",
    "Summer schools should have a named lead.",
    "A dean of each faculty should read this.",
    "Field workers may carry the card.",
    "Rose-tinted reports should be sent back.",
    "Write down what was seen, in April as in August.",
    "No penny should be saved on interpreters.",
    "Will there be enough beds? Ask, and write down the answer.",
    "Hope is not a plan; name what will be done, by whom, by when.",
    "Jack up no caseload beyond eighteen families.",
    "Bath-time visits say more than office visits do.",
    "Christian, Muslim and other faith leaders should be asked to the training.",
    "A victor's history is no chronology: let each agency see the others' rows.",
    "Grace periods for late reports should end.",
)
TITLES = (
    ("Child R", "A baby who was harmed while agencies were involved"),
    ("Child May-June 2020", "How agencies worked together in the first lockdown"),
    ("A thematic review of neglect", "What six reviews in Bath and North East Somerset say together"),
    ("Family 4", "Sisters and brothers who moved between areas"),
    ("Will we listen?", "A learning briefing on the voice of the child"),
)
