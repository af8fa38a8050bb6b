"""Short and familiar forms of first names, as they are common in Britain. Facts about names; nobody in particular."""

from functools import cache

_SHORT_FORMS = """
abigail: abi abbie abby gail | adelaide: addie | agnieszka: aga | aidan: aid | alan: al | albert: bert bertie al | aleksandra:
ola olka sasha | alexander: alex alec al xander sandy sasha lex | alexandra: alex alexa lexi sandra sandy sasha allie |
alfred: alf alfie fred | alice: ali allie | alison: ali allie | amanda: mandy manda | amelia: amy millie milly mia | amina:
ami | anastasia: ana stacey stasia | andrew: andy drew dru | andrzej: jedrek | angela: angie ange | ann: annie nan | anna:
annie ania anya | annabel: bella annie bel | anthony: tony ant anton | antonia: toni nia | archibald: archie | arthur: art
artie | arjun: aj | aoife: eefa | barbara: barb babs basia | bartholomew: bart | bartosz: bartek | benedict: ben benny |
benjamin: ben benji benny | bernadette: bernie detta | bethany: beth bethie | beverley: bev | bridget: bridie biddy bridie |
bronwen: bron | cameron: cam | caroline: caz carrie carol lina caro | cassandra: cass cassie | catherine: cath cathy kate
katie katy kitty cat kay | katherine: kath kathy kate katie katy kitty kat kay | kathleen: kath kathy katie | cecilia: cece
celia cissy | charles: charlie chas chaz chuck | charlotte: charlie lottie lotty char lotte charl | chloe: clo coco |
christian: chris | christina: chris chrissie tina christy | christine: chris chrissie tina | christopher: chris kit topher
kris | clara: clarrie | clementine: clem clemmie | clifford: cliff | constance: connie | cornelius: con neil | craig: craigy |
cynthia: cindy | daniel: dan danny dani | danielle: dani danny elle | david: dave davy davey dai | deborah: deb debs debbie |
declan: dec | dennis: den denny | derek: del | desmond: des | diana: di | diane: di | dominic: dom nic | dominik: domi |
donald: don donnie | donovan: don | dorothy: dot dotty dottie dolly | douglas: doug dougie | duncan: dunc | edmund: ed eddie
ned ted | edward: ed eddie ned ted teddy | eleanor: ellie nell nellie nora ella elle lena | elizabeth: liz lizzie lizzy beth
betty bess bessie eliza libby lisa elsie betsy lily | ellen: nell ellie | emily: em emmy millie milly ems | emma: em emmy ems
| emmanuel: manny | emmeline: emmy | ernest: ernie | erin: ez | esther: essie hetty | eugene: gene | euphemia: effie |
evangeline: evie eva | evelyn: evie eve | eve: evie | ewa: ewka | faith: faithy | fatima: fati tima | felicity: fliss flick
flis | fiona: fi fee | florence: flo florrie flossie | frances: fran frankie francie fanny | francis: frank frankie fran |
frank: frankie | franklin: frank | frederick: fred freddie freddy | gabriel: gabe gab | gabriella: gabby ella gabi | gareth:
gaz gary | gary: gaz gazza | geoffrey: geoff jeff | george: georgie geordie | georgia: george georgie | georgina: george
georgie gina | gerald: gerry ged | gerard: gerry ged gez | geraldine: gerry | gillian: gill gilly jill | giuseppe: beppe |
gordon: gord | grace: gracie | graham: gray | grzegorz: grzes | gregory: greg | gwendolyn: gwen wendy | hamza: hamz | hannah:
han hanny | harold: harry hal | harriet: hattie hatty harri harry | heather: heth | helen: nell nellie | henrietta: hetty etta
hen | henry: harry hal hank | hope: hopey | howard: howie | hubert: bert | hugh: hughie | humphrey: humph | ibrahim: ibby ibs
| imogen: immy imo immie | india: indie | irene: rene | isaac: zac ike | isabel: izzy bella belle issy izzie | isabella: izzy
bella belle issy izzie ella | isabelle: izzy belle issy izzie | isobel: izzy issy belle | jack: jackie jacko | jacob: jake jay
coby | jacqueline: jackie jacqui jac | jakub: kuba | james: jim jimmy jamie jem jimbo | jan: janek | jane: janie jenny |
janet: jan | janice: jan | jasmine: jas jaz jazz jazzy | jason: jay jase | jayden: jay | jean: jeanie | jeffrey: jeff |
jennifer: jen jenny jenna jenni | jeremiah: jerry jez | jeremy: jez jem jerry | jerzy: jurek | jerome: jez | jessica: jess
jessie jessy | joan: joanie | joanna: jo joe asia joanie | joanne: jo joey | john: jack johnny jon jonny | jonathan: jon jonny
jono nathan | jordan: jord jordy | jose: pepe | joseph: joe joey jo seph | josephine: jo josie posy | joshua: josh | joyce:
joy | jozef: jozek | judith: judy jude | julia: jules julie | julian: jules jools | julie: jules | juliet: jules | justin: jus
| kamal: kam | katarzyna: kasia kaska | kayleigh: kay kayls | kenneth: ken kenny | kevin: kev | khadija: dija | kieran: kier |
kimberley: kim kimmy | krzysztof: krzys krzysiek | krystyna: krysia | lachlan: lachie | laura: lau lolly | lauren: loz laur
ren | lawrence: larry lawrie laurie loz | laurence: larry laurie | leanne: lee | leonard: len lenny leo | leonardo: leo |
leticia: letty | lewis: lew | lilian: lil lily lilly | lillian: lil lily lilly | linda: lin lindy | louis: lou louie | louisa:
lou | louise: lou lulu | lucas: luke luca | lucille: lucy lu | lucinda: lucy cindy | lucy: luce lu | lukasz: luk | lydia: lyd
liddy | lynda: lyn | macdonald: mac | mackenzie: mac kenzie | madeleine: maddie maddy | madeline: maddie maddy | madison:
maddie maddy | magdalena: magda lena | malcolm: mal malc | malgorzata: gosia malgosia | marcin: marcinek | margaret: maggie
meg peggy madge mags greta rita daisy peg margie | maria: marysia mimi ria | marian: mari | mariam: mimi | marianne: mari |
marilyn: maz lyn | mark: marky marco | martha: marty mattie | martin: marty mart | mary: molly polly may mimi mae moll |
mateusz: mati | matilda: tilly mattie tilda tillie | matthew: matt matty mat | maureen: mo | maurice: mo | maximilian: max |
maxwell: max | maya: may | megan: meg megs | melanie: mel melly | melissa: mel lissa missy | mercedes: mercy sadie | michael:
mike mick mickey micky mikey mitch | michaela: mick kayla | michal: michas | michelle: shell shelly mich chelle | mildred:
millie milly | millicent: millie milly | miriam: mim mimi | mohammed: mo moe hamed mohamed muhammad | muhammad: mo moe
mohammed | mohammad: mo moe | mohamed: mo moe | montgomery: monty | morgan: morg mo | mustafa: mus musti | nadezhda: nadia |
naomi: nay nomi | natalia: nat talia tasha | natalie: nat nattie | natasha: tasha nat tash | nathan: nate nath | nathaniel:
nate nat nathan | neil: neilly | nicholas: nick nicky nico klaus cole | nicola: nicky nic nikki nicki | nicole: nicky nic
nikki | nigel: nige | noel: no | norman: norm | octavia: tavy | oliver: ollie olly noll | olivia: liv livvy livi olly liv
ollie | oluwaseun: seun | omar: omi | oscar: oz ozzie ossie | oswald: oz ozzy | padraig: paddy podge | pamela: pam pammy |
patricia: pat patsy trish tricia patti paddy | patrick: pat paddy rick | paul: pauly | paula: polly | paulina: paula | pawel:
pawelek | penelope: pen penny nell | percival: percy | peter: pete petey | petra: pet | philip: phil pip | phillip: phil pip |
philippa: pip pippa pippy | phoebe: phebes | phyllis: phyl | piotr: piotrek | poppy: pop pops | priscilla: cilla pris | priya:
pri | prudence: pru | rachel: rach rachie rae | radoslaw: radek | rafal: rafalek | raymond: ray | rebecca: becca becky bec
becks bex | reginald: reg reggie | rhiannon: rhi | richard: rich rick ricky dick richie dickie | robert: rob robbie bob bobby
bert | roberta: bobbie | robin: rob robbie | roderick: rod roddy rory | rodney: rod | roger: rog | roland: rollo roly |
ronald: ron ronnie | ronan: ro | rosaleen: rosie | rosalind: ros roz | rosamund: ros roz | rose: rosie ro | rosemary: rosie
rose romy ros | rosie: ro | rowan: ro | roxanne: roxy | ruby: rubes | rupert: rupe | russell: russ | ruth: ruthie | ryszard:
rysiek | salman: sal | samantha: sam sammy sammie | samuel: sam sammy | sandra: sandy | saoirse: sersha | sarah: sally sadie |
scarlett: scar lettie | scott: scotty | sean: shaun shawn | sebastian: seb bastian bas | selina: lina | shannon: shan |
sharon: shaz shazza | sheila: shee | shirley: shirl | sidney: sid | simon: si sy | sinead: shin | siobhan: shiv shivvy |
solomon: sol solly | sophia: sophie soph | sophie: soph | stacey: stace | stanislaw: staszek stas | stanley: stan | stefan:
stef | stephanie: steph stephie stevie | stephen: steve stevie ste | steven: steve stevie ste | stewart: stew | stuart: stu
stew | summer: sum | susan: sue susie suzie suzy suki | susannah: sue susie anna zanna | suzanne: sue suze suzie | sylvia: syl
sylvie | szymon: szymek | tabitha: tabby | tadhg: tiger | tamara: tammy tam | tamsin: tam tammy | tanya: tan | tatiana: tanya
| terence: terry tel | teresa: tess terri tracy | theresa: tess terri resa | thaddeus: tad thad | theodora: dora thea teddy |
theodore: theo ted teddy | thomas: tom tommy thom | timothy: tim timmy | tobias: toby tobes | tomasz: tomek | toby: tobes |
tracey: trace | trevor: trev | ursula: ulla | valentina: tina val | valerie: val | vanessa: nessa ness | veronica: ronnie roni
vera | victor: vic | victoria: vicky vicki tori tory vic toria vix | vincent: vince vinnie vin | violet: vi letty | virginia:
ginny ginger gin | vivian: viv | vivien: viv | walter: wally walt | warren: waz | wayne: waz | wendy: wend | wilfred: wilf alf
will fred | wilhelmina: mina billie minnie | will: willy | william: will bill billy liam willy wills | winifred: win winnie
fred freda | wojciech: wojtek | xavier: xav zavi | yasmin: yaz jas yas | yousuf: joe sef | yusuf: yus sef | zachary: zac zack
zach | zahra: zaz | zainab: zee zai | zbigniew: zbyszek | zofia: zosia | zoe: zo | zuzanna: zuza
"""


def _read() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    shorts: dict[str, frozenset[str]] = {}
    formals: dict[str, set[str]] = {}
    for entry in _SHORT_FORMS.replace("\n", " ").split("|"):
        formal, _, listed = entry.partition(":")
        if listed:
            shorts[formal.strip()] = frozenset(listed.split())
            for short in listed.split():
                formals.setdefault(short, set()).add(formal.strip())
    return shorts, {short: frozenset(names) for short, names in formals.items()}


_SHORTS, _FORMALS = _read()


@cache
def familiar(name: str) -> frozenset[str]:
    """The other forms of a first name: the short ones of a long one, the long ones of a short one, and their others."""
    formals = _FORMALS.get(name, frozenset())
    others = frozenset(short for formal in formals for short in _SHORTS[formal]) if len(formals) == 1 else frozenset()
    return (_SHORTS.get(name, frozenset()) | formals | others) - {name}


def may_shorten(short: str, name: str) -> bool:
    """Whether a word is a first name cut off, perhaps with an ending of endearment: Zeph, Zephy, Zephie, Cal."""
    if len(short) == 3 and len(name) > 4 and name.startswith(short) and short[-1] not in "aeiou":
        return True
    if len(name) < 6 or len(short) >= len(name) + 1:
        return False
    if len(short) >= 4 and name.startswith(short):
        return True
    stem = short
    for ending in ("ie", "ey", "y", "i", "o", "s", "z", "a"):
        if short.endswith(ending):
            stem = short[: -len(ending)]
            break
    stem = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    return stem != short and len(stem) >= 3 and name.startswith(stem)
