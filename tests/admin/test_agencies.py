"""Who may refer for an agency: a domain of its own, or a single address."""

import pytest

from cspr.admin.agencies import DomainForm


@pytest.mark.parametrize("typed", ["gmail.com", "@Outlook.com", " YAHOO.co.uk "])
def test_a_provider_that_serves_anybody_is_refused_with_the_way_out(db: None, typed: str) -> None:
    form = DomainForm({"domain": typed})
    assert "Single addresses" in str(form.errors)


@pytest.mark.parametrize("typed", ["head@school.example", "school", "hıllside.example", "https://school.example"])
def test_what_is_no_domain_is_refused(db: None, typed: str) -> None:
    assert "the part after the @" in str(DomainForm({"domain": typed}).errors)


def test_a_domain_is_kept_as_mail_servers_write_it(db: None) -> None:
    form = DomainForm({"domain": " @School.Example "})
    assert form.is_valid()
    assert form.cleaned_data["domain"] == "school.example"
