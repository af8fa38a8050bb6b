"""What twelve agencies write: each in its own words, short forms and habits. Everything is invented."""

# How the agencies are called; one name of each is taken.
NAMES = {
    "csc": ("Children's Social Care", "Northshire Council Children's Services", "Northshire Children and Families Social Work"),
    "police": ("Westmoor Police", "Avonvale Constabulary", "Northshire Police"),
    "hospital": ("Royal Northgate Hospital", "St Aldhelm's Hospital NHS Foundation Trust", "Riverside Infirmary"),
    "gp": ("Hillview Surgery", "Parkside Medical Centre", "Market Street GP Practice"),
    "hv": ("Health Visiting Service", "Northshire 0-19 Health Visiting", "Community Health Visiting and School Nursing"),
    "school": ("Ashdown Primary School", "St Bede's CofE Academy", "Mill Lane Junior School"),
    "nursery": ("Little Acorns Nursery", "Bluebell Pre-School", "Sunbeams Day Nursery"),
    "midwifery": ("Community Midwifery", "Maternity Services", "Northgate Midwifery Team"),
    "mental": ("Community Mental Health Team", "Adult Mental Health Services", "Northshire Mental Health Trust"),
    "housing": ("Meadow Homes Housing Association", "Northshire Housing Options", "Council Housing Services"),
    "drugs": (
        "Turning Tide Drug and Alcohol Service",
        "Northshire Substance Misuse Service",
        "Clear Water Alcohol and Drug Recovery",
    ),
    "probation": ("Probation Service Northshire", "Westmoor Probation", "National Probation Service, Northgate office"),
}
# How others speak of them.
CALLED = {
    "csc": ("social care", "CSC", "the social worker", "SW", "children's services"),
    "police": ("police", "the police", "officers", "Police"),
    "hospital": ("the hospital", "ED", "A&E", "hospital"),
    "gp": ("GP", "the GP", "the surgery", "family doctor"),
    "hv": ("HV", "health visitor", "the health visitor", "H/V"),
    "school": ("school", "the DSL", "the head teacher", "school DSL"),
    "nursery": ("nursery", "the pre-school", "nursery manager", "the nursery key person"),
    "midwifery": ("midwife", "the community midwife", "CMW", "maternity"),
    "mental": ("CMHT", "the mental health team", "CPN", "mental health worker"),
    "housing": ("housing officer", "housing", "the housing association", "the landlord's housing officer"),
    "drugs": ("drug and alcohol worker", "the substance misuse service", "recovery worker", "drug & alcohol service"),
    "probation": ("probation", "probation officer", "the offender manager", "PO from probation"),
}
SOURCES = {
    "csc": ("Liquidlogic", "LCS case note", "Case recording", "Social care file vol 2"),
    "police": ("Niche", "PPN", "STORM log", "Crime report"),
    "hospital": ("ED record", "EPR", "Paediatric notes", "Discharge summary"),
    "gp": ("EMIS", "SystmOne", "GP record", "Scanned letters"),
    "hv": ("SystmOne", "RiO", "Red book / RiO", "0-19 record"),
    "school": ("CPOMS", "MyConcern", "Attendance register", "Pupil file"),
    "nursery": ("Nursery log", "Tapestry", "Accident book", "Key person file"),
    "midwifery": ("BadgerNet", "Handheld notes", "Maternity record"),
    "mental": ("RiO", "Care plan", "Progress notes"),
    "housing": ("Orchard", "Tenancy file", "Northgate Housing"),
    "drugs": ("Theseus", "Keywork notes", "HALO"),
    "probation": ("nDelius", "OASys", "Delius contact log"),
}
# The same thing in four ways.
INJURIES = (
    ("bruise to left cheek", "bruising on L cheek", "a bruise on the left cheek", "left cheek bruised"),
    (
        "fractured wrist after fall from trampoline",
        "wrist #, fell off trampoline",
        "broken wrist (trampoline)",
        "wrist fracture - trampoline",
    ),
    ("scald to forearm from hot tea", "burn to arm from cup of tea", "scalded arm, hot tea", "forearm scald (tea)"),
    ("head injury after rolling off sofa", "rolled off sofa, bumped head", "fall from sofa, head injury", "HI - off sofa"),
    (
        "swallowed grandmother's tablets",
        "ingestion of tablets (gran's)",
        "took tablets belonging to grandmother",
        "tablet ingestion",
    ),
    ("febrile convulsion", "fit with high temp", "febrile fit", "convulsion, febrile"),
    ("bite mark to upper arm", "bite on upper arm", "human bite, upper arm", "upper arm bite mark"),
    ("cut lip and loose tooth", "split lip, wobbly tooth", "lip laceration and loose tooth", "lip cut, tooth loose"),
    (
        "bronchiolitis, poor feeding",
        "bronchiolitic, not feeding",
        "bronchiolitis and feeding poorly",
        "chesty, bronchiolitis, poor feeds",
    ),
    (
        "thigh swelling, unable to weight bear",
        "swollen thigh, not weight-bearing",
        "swelling of thigh, won't stand",
        "thigh swollen",
    ),
)
CONCERNS = (
    ("unkempt and hungry", "dirty clothes and always hungry", "hungry, unkempt", "arrives hungry and dirty"),
    ("disclosure of being hit with a belt", "child said hit with belt", "says was hit with a belt", "belt disclosure"),
    (
        "mother smelling of alcohol at collection",
        "smell of alcohol on mum at pick up",
        "alcohol smelt at collection",
        "mum smelt of alcohol",
    ),
    ("co-sleeping on sofa", "baby sleeping on sofa with parent", "unsafe sleep, sofa", "sofa co-sleeping"),
    (
        "flat without heating or electric",
        "no heating / electricity in flat",
        "electric off and no heating",
        "home cold, no electricity",
    ),
    (
        "weight falling below second centile",
        "faltering weight, under 2nd centile",
        "weight dropped under 2nd centile",
        "dropped to <2nd centile",
    ),
    ("unknown male in the household", "unknown man living at address", "new unknown male staying", "male, unknown, in home"),
    (
        "cannabis smoke in the bedroom",
        "smell of cannabis in child's bedroom",
        "bedroom smelt of cannabis",
        "cannabis in bedroom",
    ),
    (
        "left alone overnight with sibling",
        "children left alone overnight",
        "home alone overnight",
        "alone at night with sibling",
    ),
    ("drawings of a sexual nature", "sexualised drawings", "sexualised drawing in class", "drawing sexualised content"),
)
INCIDENTS = (
    ("verbal argument over money", "row about money", "argument re money", "arguing about money"),
    ("front door kicked in by ex-partner", "ex-partner kicked front door", "door kicked in", "front door damaged by ex"),
    ("screaming heard by neighbour", "neighbour heard screaming", "neighbour reports screams", "screams, neighbour called"),
    (
        "father drunk and refusing to leave",
        "father intoxicated, would not leave",
        "drunk father refused to go",
        "drunk, refusing to leave",
    ),
    ("mother pushed against wall", "mum pushed into wall", "pushed her against the wall", "pushed against a wall"),
    ("phone thrown at mother", "threw mobile phone at mum", "mobile thrown", "phone thrown, missed"),
    ("threats by text to burn the house down", "texts threatening arson", "threat to burn house", "arson threat by text"),
    ("strangulation alleged", "alleged strangulation", "hands round throat alleged", "non-fatal strangulation alleged"),
)
TOPICS = (
    ("school attendance 71%", "attendance of 71 per cent", "attendance 71", "71% attendance"),
    ("rent arrears and risk of eviction", "eviction risk, arrears", "arrears of rent, notice", "notice for arrears"),
    ("missed health appointments", "DNA health appts", "health appointments not attended", "was not brought x3"),
    ("mother's medication and low mood", "low mood, meds", "mum's mood and tablets", "mood, medication"),
    ("contact arrangements with father", "father's contact", "dad's contact arrangements", "contact w/ father"),
    ("housing conditions, damp in bedroom", "damp bedroom", "damp and mould in bedroom", "mould, bedroom"),
    ("return from grandmother's care", "children back from gran", "move back from MGM", "returning from MGM's"),
    ("methadone storage at home", "safe storage of methadone", "locked box for methadone", "methadone box"),
)
# The fourth way of anything is kept for the seeds on which the figures are reported.
FIRST_HELD_BACK = 3
