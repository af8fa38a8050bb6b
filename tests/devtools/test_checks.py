"""What ./test runs besides the tests, and how much of a drill."""

from pathlib import Path

import pytest

from devtools import checks, drills, environment, suite

SERVERS = {
    "DATABASE_URL": "postgres://app@x/cspr",
    "PUBLIC_DATABASE_URL": "postgres://public_web@x/cspr",
    "MIGRATOR_DATABASE_URL": "postgres://migrator@x/cspr",
    "SUPERUSER_DATABASE_URL": "postgres://postgres@x/cspr",
    "REDIS_URL": "unix:///x?db=0",
}


def test_the_production_check_is_given_nothing_that_relaxes_a_rule(tmp_path: Path) -> None:
    local = environment.local(SERVERS, tmp_path, keep={})
    for site in environment.SITES:
        found = checks.production_environment(local, site)
        assert (found["DEBUG"], found["SITE"], found["DJANGO_SETTINGS_MODULE"]) == ("0", site, "config.settings")
        assert "INSECURE_LOCAL_HTTP" not in found
        assert all(found[f"{name}_URL"].startswith("https://") for name in ("PUBLIC", "REFERRALS", "STAFF"))


def test_each_of_the_three_sites_is_checked_for_production(tmp_path: Path) -> None:
    names = [check.name for check in checks.static(environment.local(SERVERS, tmp_path, keep={}))]
    assert [name for name in names if name.endswith("is fit for production")] == [
        "public site is fit for production",
        "referrals site is fit for production",
        "staff site is fit for production",
    ]


def test_the_tests_see_no_choice_of_the_person_who_runs_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "1")
    monkeypatch.setenv("SECRET_KEY", "short")
    found = environment.for_tests(SERVERS, tmp_path)
    assert {"DEBUG", "SECRET_KEY", "SITE"} & set(found) == set()


def test_a_drill_does_its_sample_unless_the_full_count_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRILL_SCALE", raising=False)
    assert drills.count(sample=1, complete=20) == 1
    monkeypatch.setenv("DRILL_SCALE", "full")
    assert drills.count(sample=1, complete=20) == 20


def test_an_unknown_drill_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.main(["all", "no_such_drill"]) == 2
    said = capsys.readouterr().err
    assert "No drill is called no_such_drill" in said
    assert "worker_kill" in said
