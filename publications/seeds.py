"""Themes to begin with, from the lists that national publications use."""

from django.utils.text import slugify

from publications import library
from publications.models import Theme

HARM, PRACTICE, CHILD = Theme.Group.HARM, Theme.Group.PRACTICE, Theme.Group.CHILD
THEMES: dict[Theme.Group, tuple[str, ...]] = {
    HARM: (
        "Physical abuse",
        "Neglect",
        "Sexual abuse in the family",
        "Child sexual exploitation",
        "Criminal exploitation and county lines",
        "Serious youth violence",
        "Domestic abuse",
        "Suicide and self-harm",
        "Harmful sexual behaviour",
        "Fabricated or induced illness",
        "Ingestion and poisoning",
        "Unsafe sleep and sudden death in infancy",
        "Online harm",
        "Abuse between young people",
        "Abuse linked to honour or faith",
        "Harm in residential or institutional care",
        "Radicalisation",
        "Harm caused by a child",
    ),
    PRACTICE: (
        "Voice of the child",
        "The child's daily life",
        "Professional curiosity",
        "Critical thinking and challenge",
        "Families who avoid contact",
        "Changing risk and need",
        "Timely information sharing",
        "Leadership and culture",
        "Pre-birth assessment",
        "Moving between areas",
        "Escalation and professional disagreement",
        "MAPPA and MARAC",
        "Thresholds",
        "Chronology",
        "Supervision",
        "Role of schools",
        "Trauma-informed practice",
        "Closing a case when a family does not engage",
    ),
    CHILD: (
        "Babies and infants",
        "Fathers and partners",
        "Parents' mental health",
        "Children's mental health",
        "Coercive control",
        "Race, ethnicity, culture and religion",
        "Disability and special educational needs",
        "Children in care",
        "Care leavers",
        "Missing from home or care",
        "Not in school",
        "Drugs and alcohol in the family",
    ),
}


def themes() -> None:
    """One row for each theme listed here that has none. What staff have renamed or retired stays as it is."""
    known = set(Theme.objects.values_list("slug", flat=True))
    for group, names in THEMES.items():
        for name in names:
            if slugify(name) not in known:
                Theme.objects.create(name=name, slug=slugify(name), group=group)


def cards() -> None:
    """What the library draws and counts ahead, where the software draws or counts it in another way than it did."""
    library.refresh()


SEEDS = (themes, cards)
