"""Which pages the form has, in which order and under which section of the task list."""

from dataclasses import dataclass

from referrals.forms.around import AgenciesForm, FamilyForm, OtherForm, SafetyForm
from referrals.forms.child import ChildAboutForm, ChildHomeForm, ChildStatusForm
from referrals.forms.chronology import DatesForm
from referrals.forms.criteria import AbuseForm, HarmForm, LearningForm, RequestForm
from referrals.forms.event import AwareForm, IncidentForm
from referrals.forms.sender import ManagerForm, YouForm
from referrals.forms.steps import StepForm

MOST_CHILDREN = 12


@dataclass(frozen=True)
class Step:
    """One page. `title` is its heading; a page with `many` stands once for each child."""

    slug: str
    title: str
    form: type[StepForm]
    many: bool = False


@dataclass(frozen=True)
class Section:
    """A line of the task list. `files` has no pages of its own: its page is the upload."""

    slug: str
    title: str
    steps: tuple[Step, ...]
    optional: bool = False
    hint: str = ""

    @property
    def many(self) -> bool:
        """Whether its pages stand once for each child."""
        return any(step.many for step in self.steps)


SECTIONS: tuple[Section, ...] = (
    Section("you", "About you", (Step("you", "About you", YouForm),)),
    Section(
        "manager",
        "The senior manager you spoke to",
        (Step("manager", "The senior manager you spoke to", ManagerForm),),
        hint="A referral is first discussed with a senior manager or safeguarding lead",
    ),
    Section(
        "children",
        "The child or children",
        (
            Step("child-about", "About the child", ChildAboutForm, many=True),
            Step("child-home", "Home, care and school", ChildHomeForm, many=True),
            Step("child-status", "Legal status and plans", ChildStatusForm, many=True),
        ),
        hint="Each child who has died or been harmed",
    ),
    Section("incident", "What happened", (Step("incident", "What happened", IncidentForm),)),
    Section(
        "criteria",
        "The criteria and your request",
        (
            Step("abuse", "First criterion: abuse or neglect", AbuseForm),
            Step("harm", "Second criterion: death or serious harm", HarmForm),
            Step("learning", "What could be learned", LearningForm),
            Step("request", "What you ask for", RequestForm),
        ),
    ),
    Section("aware", "When agencies became aware", (Step("aware", "When agencies became aware", AwareForm),)),
    Section("family", "Household and family", (Step("family", "Household and family", FamilyForm),)),
    Section("agencies", "Other agencies", (Step("agencies", "Other agencies", AgenciesForm),)),
    Section("safety", "Other children now", (Step("safety", "Other children now", SafetyForm),)),
    Section(
        "dates",
        "Key dates",
        (Step("dates", "Key dates", DatesForm),),
        optional=True,
        hint="A chronology, if you have one at hand",
    ),
    Section(
        "other",
        "Other processes, the media and the family",
        (Step("other", "Other processes, the media and the family", OtherForm),),
    ),
    Section("files", "Files", (), optional=True, hint="For example a report that is already written"),
)

STEPS: dict[str, Step] = {step.slug: step for section in SECTIONS for step in section.steps}
CHILD_STEPS: tuple[str, ...] = tuple(step.slug for step in STEPS.values() if step.many)


def step_of(slug: str) -> Step | None:
    """The page of this name, if there is one."""
    return STEPS.get(slug)


def section_of(slug: str) -> Section:
    """The section that a page stands in. Raises KeyError for a page that does not exist."""
    for section in SECTIONS:
        if any(step.slug == slug for step in section.steps):
            return section
    raise KeyError(slug)
