"""Where the local servers listen, and how a process is told."""

import os
import stat
from pathlib import Path

import pytest

from devtools import environment, paths
from devtools.ports import Ports, is_free
from devtools.postgres import Postgres
from devtools.services import named_elsewhere
from devtools.stack import broker_url
from devtools.valkey import Valkey


def test_a_database_address_carries_the_socket_directory_in_the_place_of_the_host(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "pg", tmp_path / "log")
    socket = str(server.sockets).replace("/", "%2F")
    assert server.url("public_web") == f"postgres://public_web@{socket}/cspr"


def test_the_broker_spells_a_socket_in_its_own_way() -> None:
    assert broker_url("unix:///a/b.sock?db=3") == "redis+socket:///a/b.sock?virtual_host=3"
    assert broker_url("redis://host:6379/1") == "redis://host:6379/1"


def test_a_short_path_keeps_its_sockets_beside_its_data(tmp_path: Path) -> None:
    assert paths.socket_dir(tmp_path / "s") == tmp_path / "s"


def test_a_path_too_deep_for_a_socket_gets_a_short_private_directory(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120) / "s"
    short = paths.socket_dir(deep)
    try:
        assert len(str(short)) + len("/.s.PGSQL.5432") < 100
        assert stat.S_IMODE(short.stat().st_mode) == 0o700
        assert paths.socket_dir(deep) == short
    finally:
        short.rmdir()


def test_a_server_in_a_path_too_deep_for_a_socket_answers(tmp_path: Path) -> None:
    server = Valkey(tmp_path / ("d" * 120), tmp_path / "log", throwaway=True)
    server.start()
    try:
        assert server.answers()
    finally:
        server.stop()
        server.remove()
    assert not server.socket.parent.exists()


def test_a_private_directory_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="belongs to somebody else"):
        paths.private_dir(tmp_path / "link")


def test_two_checkouts_that_start_together_get_different_ports(tmp_path: Path) -> None:
    mine, yours = Ports(tmp_path), Ports(tmp_path)
    first = mine.reserve(18000)
    try:
        assert is_free(first)
        assert yours.reserve(first) > first
    finally:
        mine.release()
        yours.release()
    again = Ports(tmp_path)
    assert again.reserve(first) == first
    again.release()


def test_half_a_database_is_refused_by_naming_what_is_missing() -> None:
    with pytest.raises(SystemExit, match="DATABASE_URL is set, but not PUBLIC_DATABASE_URL, MIGRATOR_DATABASE_URL"):
        named_elsewhere({"DATABASE_URL": "postgres://app@db/cspr"})


def test_no_database_or_a_whole_one_is_accepted() -> None:
    whole = dict.fromkeys(("DATABASE_URL", "PUBLIC_DATABASE_URL", "MIGRATOR_DATABASE_URL"), "postgres://db/cspr")
    assert named_elsewhere({}) is False
    assert named_elsewhere(whole) is True


def test_the_public_site_is_given_its_own_database_role_and_nothing_else(tmp_path: Path) -> None:
    servers = {
        "DATABASE_URL": "postgres://app@x/cspr",
        "PUBLIC_DATABASE_URL": "postgres://public_web@x/cspr",
        "MIGRATOR_DATABASE_URL": "postgres://migrator@x/cspr",
        "SUPERUSER_DATABASE_URL": "postgres://postgres@x/cspr",
        "REDIS_URL": "unix:///x?db=0",
    }
    env = environment.local(servers, tmp_path, keep={})
    assert set(servers) & set(environment.of_site(env, "public")) == {"PUBLIC_DATABASE_URL"}
    assert set(servers) & set(environment.of_site(env, "staff")) == {"DATABASE_URL", "REDIS_URL"}


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    key = environment.secret_key(tmp_path / "secret_key")
    assert len(key) >= 50
    assert environment.secret_key(tmp_path / "secret_key") == key
    assert stat.S_IMODE(os.stat(tmp_path / "secret_key").st_mode) == 0o600
