"""On what terms others may use what we publish. What somebody else published is theirs: of it we give facts and a link."""

NAME = "Open Government Licence v3.0"
IDENTIFIER = "OGL-UK-3.0"
ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def of_review(*, is_elsewhere: bool) -> dict[str, str] | None:
    """The licence of one review's words; None where they are not ours to give."""
    return None if is_elsewhere else {"name": NAME, "identifier": IDENTIFIER, "address": ADDRESS}
