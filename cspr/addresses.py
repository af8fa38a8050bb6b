"""Which spellings of an e-mail address are the same address. Only the 128 letters and signs of ASCII are ever folded."""

from django.core.exceptions import ValidationError


def normal(address: str) -> str:
    """The address as it is compared and kept: without spaces around it, and in lower case.

    One with any foreign letter stays as it was typed: lower and upper case would make ours of some of them (the dotless
    i, the long s, the Kelvin sign), and with them somebody else's mailbox.
    """
    address = address.strip()
    return address.lower() if address.isascii() else address


def plain_letters_only(address: str) -> None:
    """Raises ValidationError for an address or a domain with a foreign letter in it."""
    if not address.isascii():
        raise ValidationError(
            "Use only letters without accents, digits and signs here. A domain with other letters has a second spelling "
            "that begins with xn--: enter that one.",
            code="foreign_letters",
        )
