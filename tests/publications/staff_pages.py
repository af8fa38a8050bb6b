"""The pages of a publication on the staff site."""

from django.test import Client

from publications.models import Publication


def page(publication: Publication, rest: str = "change/") -> str:
    """The address of the publication, or of a page below it."""
    return f"/publications/publication/{publication.pk}/{rest}"


def text_of(client: Client, address: str) -> str:
    """The page, every gap of it a single space."""
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())
