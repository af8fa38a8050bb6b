"""Migrates as the owner of the tables, then writes missing declared rows and applies the grants."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from cspr import grants
from cspr.stages import declared


class Command(DjangoMigrate):
    """Django's own migrate, on the migrator's connection where there is one."""

    def add_arguments(self, parser: CommandParser) -> None:
        """As Django's, with the owner's connection as the default."""
        super().add_arguments(parser)
        if "migrator" in settings.DATABASES:
            parser.set_defaults(database="migrator")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; after a full forward run also seed and grant."""
        super().handle(*args, **options)
        partial = options["app_label"] or options["plan"] or options["check_unapplied"] or options["prune"]
        if partial:
            return
        using = options["database"]
        grants.apply(using)
        for seed in declared("seeds", "SEEDS"):
            seed()
        if options["verbosity"] >= 1:
            host = connections[using].settings_dict["USER"] or "the default role"
            self.stdout.write(f"Declared rows are in place; grants applied as {host}.")
