"""Names of months as they are misspelt, and in the languages into which reports here are translated."""

from functools import lru_cache

import jellyfish

from publications.anonymisation.ordinary import MONTHS

# Welsh, Polish (of the month, and the month), French, German, Spanish, Portuguese, Italian, Romanian; without accents.
_LANGUAGES = """
ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr
stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
januar februar marz april mai juni juli august september oktober november dezember
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
"""
_ELSEWHERE = {
    word: number
    for line in _LANGUAGES.strip().splitlines()
    for number, word in enumerate(line.split(), 1)
    if word not in MONTHS
}
_LONG = tuple((word, number) for word, number in MONTHS.items() if len(word) > 4)


@lru_cache(maxsize=4096)
def month_otherwise(word: str) -> int:
    """The month that a word is in another language, or with a slip of the pen; 0 for none, and for English as it should be."""
    if word in MONTHS or len(word) < 3:
        return 0
    if word in _ELSEWHERE:
        return _ELSEWHERE[word]
    if len(word) < 4 or not word.isascii():
        return 0
    near = (number for name, number in _LONG if jellyfish.damerau_levenshtein_distance(word, name) == 1)
    return next(near, 0)
