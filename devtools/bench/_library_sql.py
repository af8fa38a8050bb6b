"""The SQL of each page of the library, written by hand: what a page cannot do without."""

_STATE = "SELECT version, total, options FROM publications_librarystate WHERE id = 1"
_ORDER = "ORDER BY published_on DESC NULLS LAST, id DESC"
_REVIEW = "publications_publishedreview"
_SHOWN = "summary_text || ' ' || points_text || ' ' || substr(body_text, 1, 20000)"
# A piece around the first place of a word, every hit in it marked: to let PostgreSQL choose the piece takes longer.
_PIECE = f"substr({_SHOWN}, greatest(strpos(lower({_SHOWN}), '%s') - 120, 1), 400)"
_MARKS = "StartSel=<b>, StopSel=</b>, HighlightAll=true"


def _page(where: str, first: int = 0) -> str:
    """The cards of one page: first their keys, which an index holds."""
    keys = f"SELECT id FROM {_REVIEW} {where} {_ORDER} OFFSET {first} LIMIT 21"
    return f"SELECT id, card_html FROM {_REVIEW} WHERE id IN ({keys}) {_ORDER}"


def _found(words: str, *, ranked: bool) -> str:
    """The cards of a search, each with the words around what was found."""
    query = f"websearch_to_tsquery('english', '{words}')"
    order = f"ORDER BY ts_rank(found_by, {query}) DESC, published_on DESC NULLS LAST, id DESC" if ranked else _ORDER
    counted = ", count(*) OVER () AS in_all" if ranked else ""
    page = f"SELECT *{counted} FROM {_REVIEW} WHERE found_by @@ {query} {order} LIMIT 21"
    piece = _PIECE % words.split()[-1]
    return f"SELECT id, card_html, ts_headline('english', {piece}, {query}, '{_MARKS}') FROM ({page}) page"


def statements(deep: int) -> dict[str, tuple[str, ...]]:
    """Those of each page by its name; `deep` is the number of the deep one."""
    return {
        "list": (_STATE, _page("")),
        "deep page": (_STATE, _page("", (deep - 1) * 20)),
        "filter": (_STATE, _page("WHERE theme_slugs @> ARRAY['theme-7']::varchar[]")),
        "common word": (_STATE, _found("father", ranked=False)),
        "rare word": (_STATE, _found("zeppelin", ranked=True)),
        "two words": (_STATE, _found("weather harbour", ranked=False)),
    }
