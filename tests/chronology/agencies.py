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
    "csc": ("social care", "CSC", "the social worker", "SW", "children's services", "family support social worker"),
    "police": ("police", "the police", "officers", "Police", "attending PC"),
    "hospital": ("the hospital", "ED", "A&E", "hospital", "children's ward"),
    "gp": ("GP", "the GP", "the surgery", "family doctor", "practice GP"),
    "hv": ("HV", "health visitor", "the health visitor", "H/V", "named health visitor"),
    "school": ("school", "the DSL", "the head teacher", "school DSL", "deputy DSL at school"),
    "nursery": ("nursery", "the pre-school", "nursery manager", "the nursery key person", "nursery SENCO"),
    "midwifery": ("midwife", "the community midwife", "CMW", "maternity", "named midwife"),
    "mental": ("CMHT", "the mental health team", "CPN", "mental health worker", "community psychiatric nurse (CPN)"),
    "housing": ("housing officer", "housing", "the housing association", "the landlord's housing officer", "tenancy officer"),
    "drugs": (
        "drug and alcohol worker",
        "the substance misuse service",
        "recovery worker",
        "drug & alcohol service",
        "substance misuse key worker",
    ),
    "probation": (
        "probation",
        "probation officer",
        "the offender manager",
        "PO from probation",
        "supervising probation officer",
    ),
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
