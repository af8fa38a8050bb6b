"""How each agency tells an event in which others took part. {o} are they, {d} the detail, {c} the child, {p} who was there,
{when} the day if it is told afterwards. A text with a lag is written down some days later, which is no contradiction.
"""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of event: which details it draws on, who tells it, in which words; the last of each are held back."""

    details: str
    first: str
    others: tuple[str, ...]
    most: int
    times: int
    words: dict[str, tuple[str, ...]]
    lagging: dict[str, tuple[str, ...]] = {}


MEETING_ELSEWHERE = (
    "Attended {m} re {c}. {d} discussed.",
    "{m} - attended. {d}.",
    "At {m} with {o}; {d}.",
    "{m} for {c}, {d}. Shared info.",
    "Joined {m}. {d}.",
)


def _meeting(*names: str) -> tuple[str, ...]:
    return tuple(words.replace("{m}", name) for words, name in zip(MEETING_ELSEWHERE, names, strict=True))


KINDS = {
    "strategy": Kind(
        "concerns",
        "csc",
        ("police", "hospital", "hv", "midwifery"),
        3,
        6,
        {
            "csc": (
                "Strategy meeting held with {o}. {d}. Section 47 to start.",
                "Strategy discussion, {o} present: {d}. S47 agreed.",
                "Strat discussion with {o} re {d}. Threshold met.",
                "S47 strategy mtg: {o}. {d}.",
                "Strategy meeting chaired by TM with {o} attending. {d}. Joint s47.",
            ),
            "": _meeting(
                "strategy discussion",
                "strategy meeting",
                "strat meeting",
                "section 47 strategy discussion",
                "online strategy meeting",
            ),
        },
    ),
    "conference": Kind(
        "concerns",
        "csc",
        ("police", "hv", "school", "nursery", "midwifery"),
        4,
        4,
        {
            "csc": (
                "Initial child protection conference. {o} attended. Plan under neglect. {d}.",
                "ICPC - CP plan made. Present {o}. {d}.",
                "Review child protection conference with {o}; {d}.",
                "RCPC held, plan continues. {o}. {d}.",
                "Child protection conference took place; {o} there. {d}.",
            ),
            "": _meeting("child protection conference", "CP conference", "case conference", "ICPC", "review conference"),
        },
    ),
    "core": Kind(
        "topics",
        "csc",
        ("hv", "school", "nursery", "drugs"),
        4,
        9,
        {
            "csc": (
                "Core group at family centre. {o} present. {d}.",
                "Core group meeting with {o}. {d}.",
                "CG meeting: {o}. Plan reviewed, {d}.",
                "Core grp held, {o}. {d}.",
                "Core group: {o} came. {d}.",
            ),
            "": _meeting("core group", "core group meeting", "the core group", "CG meeting", "core group (online)"),
        },
    ),
    "marac": Kind(
        "incidents",
        "police",
        ("housing", "mental", "probation", "drugs"),
        3,
        3,
        {
            "police": (
                "MARAC heard. {o} shared information. {d}.",
                "Case to MARAC, present {o}; {d}.",
                "MARAC meeting: {d}. {o} attended.",
                "Multi-agency risk assessment conference. {o}. {d}.",
                "Discussed at MARAC with {o}: {d}.",
            ),
            "": _meeting("MARAC", "MARAC meeting", "multi-agency risk assessment conference", "MARAC", "the MARAC"),
        },
    ),
    "ed": Kind(
        "injuries",
        "hospital",
        ("gp", "hv", "school", "nursery"),
        3,
        9,
        {
            "hospital": (
                "{c} brought to ED by {p}. {d}. Examined and discharged home.",
                "A&E attendance, {d}. Accompanied by {p}.",
                "Attended emergency department with {p}: {d}. Explanation consistent.",
                "Paeds ED - {d}, with {p}.",
                "ED attendance today, {d}. {p} in attendance.",
            ),
            "school": (
                "{p} rang: {c} at hospital today with {d}.",
                "{c} collected by {p} and taken to A&E, {d}.",
                "{c} off. {p} says at ED: {d}.",
                "{c} in casualty today ({d}), told by {p}.",
                "{p} messaged: {c} in A&E, {d}.",
            ),
            "nursery": (
                "{p} rang: {c} at hospital today with {d}.",
                "{c} absent. {p} at ED with {c}, {d}.",
                "{c} taken to A&E from nursery by {p}, {d}.",
                "{c} not in - hospital, {d}, per {p}.",
                "{c} went to hospital with {p}, {d}.",
            ),
        },
        {
            "gp": (
                "Letter from ED: attended on {when} with {d}.",
                "A&E discharge letter received re {c}, {d}.",
                "Discharge summary received from hospital: {d}.",
                "ED letter in, {d} ({when}).",
                "Hospital letter of ED attendance {when}: {d}.",
            ),
            "hv": (
                "ED notification received, attended {when} with {d}.",
                "A&E slip received: {d}. Follow-up planned.",
                "Notification of ED attendance of {c} received, {d}.",
                "Hospital alert for {c}: {d}, {when}.",
                "Email alert: {c} attended ED {when}. {d}.",
            ),
        },
    ),
    "incident": Kind(
        "incidents",
        "police",
        ("csc", "school", "housing", "hv"),
        3,
        8,
        {
            "police": (
                "Officers attended address, {d}. {p} spoken to. PPN sent to {o}.",
                "999 call: {d}. {p} present. Shared with {o}.",
                "Domestic incident, {d}. {p}. Risk medium, PPN to {o}.",
                "DA incident: {d}. {p}. Referral {o}.",
                "Called to domestic, {d}. {p} safe. Notification to {o}.",
            ),
            "housing": (
                "Neighbour complaint of noise, police attended: {d}.",
                "Out of hours call: {d}. Police at property.",
                "Police called to tenancy, {d}.",
                "ASB log - {d}, police there.",
                "Disturbance at property, {d}, police called.",
            ),
        },
        {
            "csc": (
                "PPN received from police re domestic incident on {when}: {d}.",
                "Police notification: {d}. {p}.",
                "Contact from police about DA incident, {d}.",
                "PPN in: {d} ({when}).",
                "Police report of domestic incident {when} received: {d}.",
            ),
            "school": (
                "Operation Encompass call from police: {d}.",
                "Encompass notification received re {c}'s home, {d}.",
                "Police told DSL of incident on {when}, {d}.",
                "Op Encompass, {d}.",
                "Operation Encompass: {d}.",
            ),
            "hv": (
                "Police domestic abuse notification received, {d}.",
                "PPN received, {d}.",
                "DA notification from police ({when}): {d}.",
                "Police PPN on record: {d}.",
                "Domestic abuse report from police received, {d}.",
            ),
        },
    ),
    "referral": Kind(
        "concerns",
        "csc",
        ("school", "nursery", "gp", "hv", "hospital", "housing", "midwifery"),
        1,
        10,
        {
            "csc": (
                "Referral received from {o}: {d}.",
                "MASH contact from {o} re {d}.",
                "{o} referred: {d}. To be screened.",
                "New referral, source {o}. {d}.",
                "{o} made a referral: {d}. For assessment.",
            ),
            "": (
                "Referral made to MASH: {d}.",
                "MASH referral submitted re {c}, {d}.",
                "Referred to {o}: {d}.",
                "Rang {o} and sent referral form, {d}.",
                "Safeguarding referral to {o}: {d}.",
            ),
        },
    ),
    "joint": Kind(
        "topics",
        "csc",
        ("hv", "housing", "police", "midwifery", "drugs", "probation"),
        1,
        9,
        {
            "csc": (
                "Joint home visit with {o}. {p} seen. {d}.",
                "Home visit jointly with {o}: {d}. {p} at home.",
                "JV with {o}; {p} seen, {d}.",
                "Visited together with {o}. {p}. {d}.",
                "Home visit, {o} came too (joint visit). {p}. {d}.",
            ),
            "": (
                "Joint visit with {o}. {p} seen, {d}.",
                "Home visit with {o}; {d}. {p} present.",
                "Visited with {o}: {d}. {p}.",
                "JV alongside {o}, {p}: {d}.",
                "Joint visit to home, {o} and me. {p}, {d}.",
            ),
        },
    ),
    "call": Kind(
        "topics",
        "school",
        ("csc", "hv", "gp", "housing", "nursery"),
        1,
        8,
        {
            "school": (
                "Telephone call to {o} about {d}.",
                "TC to {o} re {d}.",
                "Spoke to {o} by phone: {d}.",
                "Rang {o}, {d}.",
                "Phoned {o} - {d}.",
            ),
            "": (
                "Telephone call from {o} about {d}.",
                "TC from {o}, {d}.",
                "{o} rang re {d}.",
                "Call taken from {o} - {d}.",
                "Phone call received from {o}: {d}.",
            ),
        },
    ),
    "review": Kind(
        "topics",
        "mental",
        ("gp", "drugs", "midwifery", "probation", "csc"),
        2,
        6,
        {
            "mental": (
                "CPA review with {o}: {d}.",
                "Care review, {o} present. {d}.",
                "Professionals meeting with {o}, {d}.",
                "MDT with {o}. {d}.",
                "Multi-disciplinary meeting, {o} joined. {d}.",
            ),
            "": _meeting(
                "care review",
                "professionals meeting",
                "the CPA review",
                "MDT at mental health team",
                "multi-disciplinary meeting",
            ),
        },
    ),
}
