"""Every PDF of the corpus: one page of harmless prose, and one leak."""

from collections.abc import Iterator

from tests.canaries.pages import Turns
from tests.canaries.papers import Paper, begun, saved, traces_of
from tests.canaries.papers_active import ACTIVE
from tests.canaries.papers_depths import DEPTHS
from tests.canaries.papers_kept import KEPT
from tests.canaries.papers_saved import SAVED
from tests.canaries.papers_shown import SHOWN
from tests.canaries.shapes import Document

PAPERS: tuple[Paper, ...] = (*SHOWN, *KEPT, *SAVED, *ACTIVE, *DEPTHS)


def pdfs(seed: int) -> Iterator[Document]:
    """In a fixed order."""
    turns = Turns(seed)
    for paper in PAPERS:
        family = turns.family(paper.trait, western=True)
        pdf = begun(f"{seed} {paper.channel}")
        harmless = saved(begun(f"{seed} {paper.channel}"))
        content = paper.make(pdf, family) or saved(pdf)
        traces = (*paper.traces, *traces_of(paper.says(family)))
        yield Document(
            f"PDF: {paper.channel}", "pdf", family.facts, content=content, harmless=harmless, traces=traces, shown=paper.shown
        )
