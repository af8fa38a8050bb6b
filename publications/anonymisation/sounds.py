"""Tells whether a word sounds like a name, or is one with a slip of the pen."""

import re
from collections import defaultdict
from collections.abc import Iterable

import jellyfish

from publications.anonymisation.ordinary import is_ordinary

# Names that are spoken otherwise than English spelling would have it, as an English ear writes them.
_AS_HEARD = """
aoife: eefa efa eva | aisling: ashling ashlin | aine: awnya onya | aoibheann: aveen eveen | bronagh: brona | caoimhe: keeva
kweeva keva | caoilfhionn: keelin | ciara: keera kira | cian: kian kean | ciaran: kieran keeran | cillian: killian kilian |
clodagh: cloda | daithi: dahy | dearbhla: dervla | diarmuid: dermot dermid | donnchadh: donnacha | eabha: ava eva | eilidh:
aylee ailee ayley | eimear: eemer eamer | eoghan: owen oan | eoin: owen | fiadh: fia feea | fionnuala: finola | grainne:
gronya grawnya granya | iain: ian | laoise: leesha | mairead: mawraid maraid | meabh: maeve mave | niamh: neve neeve neev |
nuala: noola | oisin: osheen usheen | orlaith: orla | padraig: porrick paurig | roisin: rosheen rowsheen | ruaridh: rory
roary | ruairi: rory | sadhbh: sive sigh | saoirse: sersha seersha sorsha | sean: shawn shaun shawn | seamus: shaymus |
sinead: shinaid shinade shinead | siobhan: shivaun shavaun shevaun shivawn chevonne shivon | sian: sharn shan | sorcha:
soraka | tadhg: tige taig tyge | tomas: tomos | una: oona | rhys: reece rees | ieuan: yayan | llewellyn: luellin | dafydd:
davith | angharad: ankarad | zbigniew: zbignev | wojciech: voytek voychek | jerzy: yezhy | jakub: yakub | joaquin: wakeen |
xavier: zavier havier | geoffrey: jeffrey | stephen: steven | phoebe: feebee feeby | chloe: klowy cloey kloe | zoe: zoey
zowie | isla: eyela ayla iyla | leigh: lee | hugh: hew hue huw | yusuf: yousef youssef | muhammad: mohammed mohamed
"""
_SPOKEN = {
    name.strip(): frozenset(heard.split())
    for name, _, heard in (entry.partition(":") for entry in _AS_HEARD.replace("\n", " ").split("|"))
}


# Names that are written in several ways in English because they come from other scripts; each stands for all beside it.
_SPELLINGS_OF_ONE = """
aisha ayesha aysha aishah aesha | ibrahim ebrahim ibraheem | fatima fatema fatimah fatma | maryam mariam miriam meryem | zaynab
zainab zeinab zeynep | hussain hussein husain hossain | ahmed ahmad ahmet | khadija khadeeja khadijah kadija | omar umar omer |
osman usman uthman othman | amina aminah ameena aamina | layla laila leila leyla | ismail ismael esmail | yaqub yaqoob yakub |
haroon harun haroun | noor nour nur | imran emran | rahim raheem | karim kareem | sumaiya sumayya sumaya | zakariya zakaria
zakariyya | tariq tarik tareq | khalid khaled | jamil jameel jamal | rashid rasheed | mustafa mostafa | abdullah abdallah |
oleksandr alexander aleksandr olexandr | iryna irina | kateryna katerina ekaterina | olena elena | mykola nikolai nikolay |
nataliia natalia nataliya natalya | dmytro dmitri dmitry dmitriy | serhiy sergei sergey serhii | volodymyr vladimir | oksana
oxana | andriy andrei andrey andrii | yevhen yevgeny evgeny | mikhail mykhailo michail
"""
for _group in _SPELLINGS_OF_ONE.replace("\n", " ").split("|"):
    for _name in _group.split():
        _SPOKEN[_name] = _SPOKEN.get(_name, frozenset()) | (frozenset(_group.split()) - {_name})


def _sound(word: str) -> str:
    """How a word is spoken. “Qu” and “kw” are one."""
    return jellyfish.metaphone(word.replace("qu", "k").replace("kw", "k"))


_SPELLINGS = tuple(
    (re.compile(heard), written)
    for heard, written in (
        (r"^(?:k|g|p|m)n", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"(?<=s)t(?=l)|(?<=[gkrw])h|gh(?=t|$)|(?<=m)b$", ""),
        (r"ph", "f"),
        (r"th", "t"),
        (r"sch|ti(?=on)", "sh"),
        (r"tch", "ch"),
        (r"c(?=[eiy])|z", "s"),
        (r"ck|c(?!h)|q", "k"),
        (r"x", "ks"),
        (r"(?<=k)u(?=[aeio])", "w"),
        (r"y", "i"),
        (r"(?<=[^aeiou])el$", "le"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)e$", ""),
    )
)


def as_spoken(word: str) -> str:
    """A word with one spelling for what sounds alike: s for ss, k for ck, t for th, nothing for a letter that is not heard."""
    for heard, written in _SPELLINGS:
        word = heard.sub(written, word)
    return word


class Sounds:
    """Names by how they sound."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) > 3)
        self._by_sound: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._by_spelling: dict[str, set[str]] = defaultdict(set)
        self._long: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for name in self._names:
            for way in (name, *_SPOKEN.get(name, ())):
                self._by_sound[_sound(way)].add((way, name))
            spoken = as_spoken(name)
            self._by_spelling[spoken].add(name)
            if len(name) > 6:
                self._long[spoken[:1]].add((spoken, name))

    def like(self, word: str) -> str:
        """The name that a word is another spelling of; empty where there is none.

        It sounds the same and looks much like it, or one letter is amiss.
        """
        if len(word) < 4 or not word.isascii() or not word.isalpha() or word in self._names:
            return ""
        for way, name in sorted(self._by_sound.get(_sound(word), ())):
            if is_ordinary(name) and (word.startswith(name) or name.startswith(word)):
                continue
            if word == way or jellyfish.jaro_winkler_similarity(word, way) >= (0.75 if min(len(way), len(word)) > 5 else 0.84):
                return name
        return self._spelt_like(word)

    def _spelt_like(self, word: str) -> str:
        """The name that is spelt so by ear, or with one letter amiss."""
        spoken = as_spoken(word)
        for name in sorted(self._by_spelling.get(spoken, ())):
            if not is_ordinary(name):
                return name
        for ear, name in sorted(self._long.get(spoken[:1], ())):
            for heard, known in ((word, name), (spoken, ear)) if len(ear) > 6 else ((word, name),):
                near = abs(len(known) - len(heard)) < 2 and not known.startswith(heard) and not heard.startswith(known)
                if near and jellyfish.damerau_levenshtein_distance(heard, known) == 1:
                    return name
        return ""
