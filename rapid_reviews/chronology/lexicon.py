"""How people in this field write: who is meant by which short form, and what sort of event it is. Patterns, parted by "; "."""

# By which words an agency's own name tells what it does.
AGENCIES = {
    "social care": r"social care; children'?s services; social work; children (?:and|&) famil(?:y|ies); mash; csc",
    "police": r"police; constabulary",
    "health visiting": r"health visit(?:ing|ors?); 0-19; public health nurs(?:ing|es); school nurs(?:ing|es?)",
    "midwifery": r"midwifery; midwives; maternity",
    "mental health": r"mental health; camhs; psychiatr(?:y|ic); cmht; talking therapies",
    "drugs and alcohol": r"drugs?; alcohol; substance(?: misuse| use)?; addictions?",
    "ambulance": r"ambulance",
    "hospital": r"hospitals?; infirmary; emergency department; paediatric(?:s)?",
    "practice": r"surgery; medical (?:centre|practice); gp; general practice; practice; health centre",
    "nursery": r"nursery; pre-?school; childminders?; early years; day care",
    "school": r"school; academy; college; primary; junior; infants?; sixth form",
    "housing": r"housing; homes; tenancy; landlord",
    "probation": r"probation; youth (?:justice|offending); yot; prison",
    "domestic abuse": r"domestic abuse; women'?s aid; refuge; idva",
}
# How others speak of them.
MENTIONS = {
    "social care": (
        r"social care; social workers?; sw; s/w; csc; children'?s services; mash; edt; front door (?:team|service); asw; "
        r"first response"
    ),
    "police": (
        r"police; (?<!probation )(?<!housing )(?<!welfare )(?<!liaison )officers; police officer; pc; ppu; constable; "
        r"detective; dc; pcso; 999; ppn; encompass"
    ),
    "health visiting": r"health visitors?; hv; h/v; hvs; school nurse; public health nurse; health visiting",
    "midwifery": r"midwife; midwives; cmw; maternity; m/w; midwifery",
    "mental health": (
        r"cmht; mental health(?: team| worker| services?)?; cpn; psychiatrist; care coordinator; camhs; crisis team"
    ),
    "drugs and alcohol": (
        r"(?:drugs?|substance)(?: misuse| use)?(?: and | & )?(?:alcohol)? (?:workers?|services?|team); recovery worker; "
        r"substance misuse; drug (?:and|&) alcohol(?: workers?| services?)?; key ?worker"
    ),
    "ambulance": r"ambulance; paramedics?",
    "hospital": (
        r"hospitals?; ed; emergency department; casualty; ward; paediatrician; consultant; paeds; a and e; minor "
        r"injur(?:y|ies)"
    ),
    "practice": r"gp; gps; surgery; family doctor; general practitioner; practice nurse",
    "nursery": r"nursery; pre-?school; key person; childminder; nursery manager",
    "school": r"schools?; dsl; head ?teacher; class teacher; teacher; senco; designated safeguarding lead",
    "housing": r"housing(?: officer| association| options)?; landlord; tenancy officer",
    "probation": r"probation(?: officer)?; offender manager; yot; pp",
    "domestic abuse": r"idva; women'?s aid; domestic abuse (?:service|worker); refuge",
}
# Kinds of event in which more than one agency has a part, or of which others hear.
KINDS = {
    "strategy": r"strat(?:egy)? (?:meeting|mtg|discussion|disc); s47 (?:meeting|discussion); strat",
    "conference": (
        r"(?:child protection|cp|case|initial|review) (?:review )?conference; icpc; rcpc; child protection review; cpc"
    ),
    "core group": r"core (?:group|grp|gp); cg (?:meeting|mtg); cgm",
    "marac": r"marac; multi-?agency risk assessment conference",
    "team meeting": r"taf; tac; team around; (?:cin|child in need) (?:meeting|review); network meeting",
    "care review": r"cpa; care review; professionals'? meeting; mdt; multi-?disciplinary; care planning meeting",
    "looked after review": r"(?:lac|cla|cic) review; looked after review",
    "discharge meeting": r"discharge planning; discharge meeting; pre-?discharge",
    "hospital": (
        r"ed; emergency department; casualty; (?:at|to|in) hospital; (?:not in|absent|off) \W+ ?hospital; a and e; "
        r"hospital (?:attendance|alert|admission); "
        r"minor injury unit; admitted to; discharge (?:summary|letter|advice) (?:received|from|in)"
    ),
    "incident": (
        r"domestic (?:abuse|violence|incident|dispute); da (?:incident|notification); dv; da; ppn; 999(?: call)?; "
        r"encompass; police (?:called|attended|attend|there|told|rang|informed|contacted|at (?:the "
        r")?(?:property|address|scene)|notification); officers (?:attended|called); merlin; vawg"
    ),
    "referral": r"referral; referred; refer; mash contact; mash referral; new contact",
    "joint visit": (
        r"joint (?:\w{2,5} )?visit; jv; j/v; (?:home )?visit(?:ed)? (?:jointly |together |alongside )?with; visited "
        r"jointly; jointly with"
    ),
    "contact": (
        r"(?:tele)?phone call; tc; t/c; rang; by phone; call (?:taken )?from; call to; contact (?:received )?from; "
        r"telephoned; phoned; liais(?:ed|on); discuss(?:ed|ion) with; (?:info(?:rmation)? )?shared with; e-?mail(?:ed)?; "
        r"spoke (?:to|with); spoken to; advice (?:sought )?from; (?:informed|notified|told); letter (?:to|from); message "
        r"left"
    ),
}
# Meetings of many: to have been at the same one on the same day is enough to be the same event.
MEETINGS = frozenset(
    {"strategy", "conference", "core group", "marac", "team meeting", "care review", "looked after review", "discharge meeting"}
)
# Who must have a record of it, though not named.
HOSTS = {
    "strategy": "social care",
    "conference": "social care",
    "core group": "social care",
    "marac": "police",
    "hospital": "hospital",
    "incident": "police",
}
# Written down when the news came, which may be days after the event.
HEARD = (
    r"letter; notification; slip; discharge (?:summary|letter); alert; ppn (?:received|in); ppn on; ppn; encompass; "
    r"e-?mail; minutes; copy of; "
    r"(?:informed|told|notified) by (?:the )?(?:police|hospital|ed|school|gp|hv|health|social|sw|csc); "
    r"contact from police; police told; received; notified"
)
# What somebody means to do, was asked, or refused to do; what is only announced, taught, kept on record, or long ago.
NOT_DONE = (
    r"will; plan(?:ned|s)? (?:is |was )?(?:to|for); to (?:speak|ask|contact|refer|see|book|discuss|liaise); advised?; "
    r"encouraged?; if; asked (?:not )?to; ask; wants?; would; should; may; might; could; considering; worried; due; "
    r"not (?:yet|been); no contact; (?:declin|refus)(?:ed|es|ing) (?:to "
    r"(?:engage|see|speak|attend|consent|allow|let)|referral|visit|contact|consent|support); unable to "
    r"(?:see|attend|contact|gain|make|reach|speak|visit); agreed to; needs? to; hop(?:es|ing); wishes; next week; "
    r"reminded; suggested; recommend(?:ed)?; invit(?:e|es|ation|ations); apologies; no capacity; leaflets?; "
    r"polic(?:y|ies); training; flags?; markers?; on file; not met; no meeting; abroad; (?:years?|months?) ago; last "
    r"(?:year|month); history; queried; dates (?:for|of); date (?:of next|noted); next (?:core|conference); "
    r"considered; assembly; mailing"
)
# What one of the family says that somebody else did.
HEARSAY = r"says?; said; states?; stated; reports?; reported; claims?; thinks; believes"
# After such a row an agency has nothing more to record.
CLOSED = (
    r"case closed; closed to; clos(?:ed|ure)\b.*\b(?:case|file|service|tenancy); discharged from; end of involvement; "
    r"transferred (?:out|to); left the (?:school|nursery|practice|area); tenancy ended; order (?:ended|completed); "
    r"removed from (?:list|roll)"
)
# Words that say nothing of an event.
STOP = (
    "a about after also an and as at attend attended be because been before being but by discussed during for from had "
    "has have he her him his home if in into is it its made mtg new no not now of off on or our out over per present re "
    "received record said seen she so than that the their them then there they this to today up was we were what when "
    "which who with within yesterday"
)
# Written in many ways, meant as one.
SAME = (
    "mum=mother mums=mother dad=father dads=father gran=grandmother mgm=grandmother kids=children childrens=children "
    "male=man temp=temperature meds=medication tablet=tablets burn=scald burnt=scald fit=convulsion fracture=broken "
    "fractured=broken wt=weight appts=appointments appt=appointment dna=missed wnb=missed row=argument dirty=unkempt "
    "mould=damp electric=electricity threw=thrown took=taken broke=broken fell=fall drank=drunk"
)
# Words that decide what a row is about: mistyped, they are still read.
TELLING_WORDS = (
    "alcohol alert assessment association attendance attended casualty children conference contact department discharge "
    "discussion domestic emergency encompass health hospital housing incident informed invitation jointly landlord letter "
    "maternity meeting midwife midwifery midwives misuse notification notified nursery officer officers police probation "
    "professionals protection received recovery referral referred review school services social strategy substance "
    "summary surgery teacher telephone together visit visited visiting visitor worker"
)
# Short words in which letters may be doubled or have changed places, and no more: a wrong letter makes another word of them.
SHORT_WORDS = "with says case child call visit home core group joint mash marac icpc rcpc"
