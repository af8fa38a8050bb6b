"""The two servers that every command needs: ours under `home`, or those that the environment names."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from devtools.children import Child
from devtools.postgres import Postgres
from devtools.valkey import Valkey

DATABASES = {"DATABASE_URL": "app", "PUBLIC_DATABASE_URL": "public_web", "MIGRATOR_DATABASE_URL": "migrator"}


class Services:
    """PostgreSQL and Valkey, started in this order and stopped in the other."""

    def __init__(self, home: Path, logs: Path, *, throwaway: bool = False) -> None:
        """Find out which servers are ours; raise SystemExit where the environment names only half a database."""
        self.postgres = None if named_elsewhere() else Postgres(home / "pg", logs / "postgresql.log", throwaway=throwaway)
        self.valkey = None if os.environ.get("REDIS_URL") else Valkey(home / "valkey", logs / "valkey.log", throwaway=throwaway)

    def environment(self) -> dict[str, str]:
        """The addresses that the project's settings read."""
        if self.postgres is not None:
            found = {name: self.postgres.url(role) for name, role in DATABASES.items()}
            found["SUPERUSER_DATABASE_URL"] = self.postgres.url("postgres")
        else:
            found = {name: os.environ[name] for name in DATABASES}
            found["SUPERUSER_DATABASE_URL"] = os.environ.get("SUPERUSER_DATABASE_URL", found["MIGRATOR_DATABASE_URL"])
        found["REDIS_URL"] = self.valkey.url() if self.valkey is not None else os.environ["REDIS_URL"]
        return found

    @property
    def up(self) -> bool:
        """Whether ours answer already, because another command of this checkout started them."""
        return (self.postgres is None or self.postgres.answers()) and (self.valkey is None or self.valkey.answers())

    @property
    def children(self) -> list[Child]:
        """Those of ours that were started."""
        return [s.child for s in (self.postgres, self.valkey) if s is not None and s.child is not None]

    def start(self) -> None:
        """Start ours; on failure nothing is left running."""
        try:
            for server in (self.postgres, self.valkey):
                if server is not None:
                    server.start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop ours, the broker before the database."""
        for server in (self.valkey, self.postgres):
            if server is not None:
                server.stop()

    def remove(self) -> None:
        """Remove what ours kept on disk; for throwaway servers, after they have stopped."""
        for server in (self.postgres, self.valkey):
            if server is not None:
                server.remove()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()


def named_elsewhere(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment names a database of its own; raise SystemExit where it names only part of one."""
    missing = [name for name in DATABASES if not environ.get(name)]
    if len(missing) == len(DATABASES):
        return False
    if missing:
        given = ", ".join(name for name in DATABASES if name not in missing)
        raise SystemExit(
            f"{given} is set, but not {', '.join(missing)}. Either set all three, one for each role"
            " (app, public_web, migrator), or none of them: then the project starts its own PostgreSQL."
        )
    return True
