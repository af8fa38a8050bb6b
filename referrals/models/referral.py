"""A referral: an agency asks the partnership to consider a case for a review."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Agency, Case, DatabaseAccess, User


class Answer(models.TextChoices):
    """A question that may be answered "not known", and may not be left blank."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals by who may see them."""

    def visible_to(self, user: User) -> "ReferralQuerySet":
        """Those of visible cases; and, for roles that see all cases, those that have no case yet."""
        cases = Case.objects.visible_to(user)
        if user.is_active and user.has_perm("referrals.change_referral"):
            return self.filter(models.Q(case__in=cases) | models.Q(case__isnull=True))
        return self.filter(case__in=cases)

    def waiting(self) -> "ReferralQuerySet":
        """Not yet decided; first those whose clock may already run, then the oldest."""
        undecided = self.filter(status__in=Referral.UNDECIDED)
        return undecided.order_by(models.F("la_told_at").asc(nulls_last=True), "read_by", "received_at")

    def unread(self) -> "ReferralQuerySet":
        """Nobody has recorded that they read it."""
        return self.filter(status=Referral.Status.RECEIVED)

    def sent_by(self, sender: str) -> "ReferralQuerySet":
        """Those that this address sent. An address is kept in lower case."""
        return self.filter(sender_email=sender.lower())


class Referral(models.Model):
    """What the sender wrote, once and for all, and what the unit decided. Staff change the decision, never the words."""

    class Status(models.TextChoices):
        """Where it stands."""

        RECEIVED = "received", "Received"
        CONSIDERED = "considered", "Being considered"
        INFORMATION_ASKED = "information_asked", "More information asked"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    UNDECIDED: ClassVar = (Status.RECEIVED, Status.CONSIDERED, Status.INFORMATION_ASKED)

    class Request(models.TextChoices):
        """What the sender asks for. Without the two statutory criteria there may still be something to learn."""

        STATUTORY = "statutory", "A child safeguarding practice review"
        OTHER_LEARNING = "other_learning", "Other learning"

    class Outcome(models.TextChoices):
        """Second criterion: what happened to the child (Children Act 2004, section 16C(1))."""

        DEATH = "death", "A child has died"
        SERIOUS_HARM = "serious_harm", "A child has been seriously harmed"
        OTHER = "other", "Neither"

    class Suspicion(models.TextChoices):
        """First criterion: abuse or neglect (Children Act 2004, section 16C(1))."""

        KNOWN = "known", "Yes, it is known"
        SUSPECTED = "suspected", "It is suspected"
        NEITHER = "neither", "No"

    class Told(models.TextChoices):
        """Whether the local authority knows."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "I do not know"

    class Dated(models.TextChoices):
        """How exactly the day of the incident is known."""

        EXACT = "exact", "On one day, which is known"
        ABOUT = "about", "About this day"
        PERIOD = "period", "Over a time, or on a day between two days"

    class Harm(models.TextChoices):
        """Kinds of harm (starting list of the data dictionary, section 7)."""

        PHYSICAL = "physical", "Physical abuse or non-accidental injury"
        NEGLECT = "neglect", "Neglect"
        SEXUAL_FAMILY = "sexual_family", "Sexual abuse in the family"
        SEXUAL_EXPLOITATION = "sexual_exploitation", "Child sexual exploitation"
        CRIMINAL_EXPLOITATION = "criminal_exploitation", "Criminal exploitation or county lines"
        VIOLENCE = "violence", "Serious youth violence"
        DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
        SELF_HARM = "self_harm", "Suicide or self-harm"
        HARMFUL_BEHAVIOUR = "harmful_behaviour", "Harmful sexual behaviour"
        INDUCED_ILLNESS = "induced_illness", "Fabricated or induced illness"
        INGESTION = "ingestion", "Ingestion of a drug or poison"
        UNSAFE_SLEEP = "unsafe_sleep", "Unsafe sleep or sudden unexpected death in infancy"
        ONLINE = "online", "Online harm"
        PEERS = "peers", "Abuse by peers or in a teenage relationship"
        HONOUR = "honour", "So-called honour-based or faith-based abuse"
        INSTITUTION = "institution", "Harm in an institution or residential setting"
        RADICALISATION = "radicalisation", "Radicalisation"
        BY_CHILD = "by_child", "Harm caused by a child"
        OTHER = "other", "Another kind"
        NOT_KNOWN = "not_known", "Not known"

    class Safety(models.TextChoices):
        """What has been done for other children."""

        SOCIAL_CARE = "social_care", "Referred to children’s social care (MASH)"
        POLICE = "police", "Police told"
        LADO = "lado", "Designated officer for allegations (LADO) told"
        JOINT_RESPONSE = "joint_response", "Joint agency response to a child’s death begun"
        NOTHING = "nothing", "None of these"
        NOT_KNOWN = "not_known", "Not known"

    class Proceeding(models.TextChoices):
        """What else is going on, and may bear on a review or on publication."""

        POLICE = "police", "Police investigation or charge"
        CPS = "cps", "Criminal proceedings (CPS)"
        INQUEST = "inquest", "Coroner or inquest"
        FAMILY_COURT = "family_court", "Family court"
        NHS = "nhs", "NHS patient safety investigation"
        IOPC = "iopc", "Investigation of the police (IOPC)"
        HOMICIDE_REVIEW = "homicide_review", "Domestic homicide review"
        ADULT_REVIEW = "adult_review", "Safeguarding adults review"
        CHILD_DEATH_REVIEW = "child_death_review", "Child death review (CDOP)"
        OTHER = "other", "Another process"
        NOTHING = "nothing", "None"
        NOT_KNOWN = "not_known", "Not known"

    class Route(models.TextChoices):
        """Where a declined referral goes instead."""

        NONE = "none", "No further step"
        SINGLE_AGENCY = "single_agency", "Learning by a single agency"
        AUDIT = "audit", "Audit"
        OTHER_REVIEW = "other_review", "Another kind of review"

    database_access: ClassVar[DatabaseAccess] = "edited"

    reference = models.CharField(max_length=40, unique=True, editable=False)
    form_uuid = models.UUIDField(default=uuid.uuid4, editable=False, help_text="The draft that it was written as.")
    sender_email = models.EmailField("work e-mail", max_length=254, editable=False)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RECEIVED, editable=False)
    received_at = models.DateTimeField("received", db_default=models.functions.Now(), editable=False)
    read_by = models.DateField("to be read by", editable=False)
    read_at = models.DateTimeField("read", null=True, editable=False)
    reader = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, editable=False, on_delete=models.PROTECT, related_name="referrals")
    agency_confirmed_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, editable=False, on_delete=models.PROTECT, related_name="referrals")

    sender_name = models.CharField("name", max_length=200)
    sender_role = models.CharField("role", max_length=200)
    sender_phone = models.CharField("telephone", max_length=40)
    manager_name = models.CharField("senior manager consulted", max_length=200)
    manager_role = models.CharField("role of the senior manager", max_length=200)
    manager_contact = models.CharField("contact of the senior manager", max_length=200)
    discussed_on = models.DateField("date of the discussion")

    agency_aware_on = models.DateField("when the agency became aware")
    agency_aware_time = models.TimeField("at what time", null=True, blank=True)
    la_told = models.CharField("local authority told", max_length=20, choices=Told.choices)
    la_told_at = models.DateTimeField("when the local authority was told", null=True, blank=True)
    la_told_how = models.CharField("how the local authority was told", max_length=300, blank=True)

    incident_dated = models.CharField("how exactly the day is known", max_length=10, choices=Dated.choices, default=Dated.EXACT)
    incident_on = models.DateField("date of the incident, or first day")
    incident_until = models.DateField("last day", null=True, blank=True)
    incident_time = models.CharField("time of the incident", max_length=100, blank=True)
    incident_place = models.CharField("place of the incident", max_length=300)
    narrative = models.TextField("circumstances")

    request = models.CharField("what is asked for", max_length=20, choices=Request.choices, default=Request.STATUTORY)
    outcome = models.CharField("what happened to the child", max_length=20, choices=Outcome.choices)
    harm_types = ArrayField(models.CharField(max_length=30, choices=Harm.choices), verbose_name="kinds of harm", default=list)
    harm_evidence = models.TextField("death or serious harm: evidence", blank=True)
    suspicion = models.CharField("abuse or neglect", max_length=20, choices=Suspicion.choices)
    abuse_evidence = models.TextField("abuse or neglect: how it is known", blank=True)
    # The criteria for a local review, SI 2018/789, regulation 11(2)(a) to (d): asked for, and no condition.
    improvements = models.CharField("improvements needed (a)", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN)
    improvements_evidence = models.TextField("improvements needed: evidence", blank=True)
    recurrent = models.CharField("recurrent themes (b)", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN)
    recurrent_evidence = models.TextField("recurrent themes: evidence", blank=True)
    agencies_concern = models.CharField(
        "concerns about how agencies worked together (c)", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN
    )
    agencies_working = models.TextField("how agencies worked together: evidence", blank=True)
    panel_asked = models.CharField(
        "the Panel has suggested a local review (d)", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN
    )
    panel_evidence = models.TextField("suggestion of the Panel: evidence", blank=True)

    household_known = models.CharField(
        "others in the household or family", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN
    )
    agencies_involved = models.CharField(
        "other agencies involved", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN
    )
    safety_steps = ArrayField(
        models.CharField(max_length=30, choices=Safety.choices), verbose_name="done for other children", default=list
    )
    safety = models.TextField("safety of brothers, sisters and other children now")
    proceedings = ArrayField(
        models.CharField(max_length=30, choices=Proceeding.choices), verbose_name="other processes", default=list
    )
    proceedings_details = models.TextField("other processes: details", blank=True)
    media_interest = models.CharField(
        "interest of the media or the community", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN
    )
    media_details = models.TextField("interest of the media or the community: details", blank=True)
    family_told = models.CharField(
        "family told of this referral", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN
    )
    family_details = models.TextField("family: what they were told, or why not", blank=True)
    declared_by = models.CharField("declaration signed by", max_length=200, blank=True)
    confirmed = ArrayField(
        models.CharField(max_length=300), verbose_name="unusual answers the sender confirmed", default=list, blank=True
    )

    la_aware_at = models.DateTimeField("when the local authority became aware", null=True, editable=False)
    la_aware_because = models.TextField("why this differs from what the sender wrote", blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True, editable=False)
    route = models.CharField(max_length=20, choices=Route.choices, blank=True, editable=False)
    reopened_because = models.TextField("why it was opened again", blank=True, editable=False)
    history = HistoricalRecords()

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [models.UniqueConstraint(fields=["sender_email", "form_uuid"], name="a_form_is_sent_once")]

    def __str__(self) -> str:
        return self.reference
