"""`toparquia setup`: the data folder, the database, the keys and the files that the site serves."""

from __future__ import annotations

import argparse

from toparquia.cli.main import language
from toparquia.cli.setting_up import collect_files, django_ready, migrated
from toparquia.foundation.errors import Sentence
from toparquia.foundation.home import home

READY = Sentence(
    es="Listo: carpeta {home}, {count} migraciones aplicadas, llave pública de la Gaceta {key}",
    en="Ready: folder {home}, {count} migrations applied, the Gazette's public key {key}",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no words: what differs comes from TOPARQUIA_HOME and DATABASE_URL."""


def run(args: argparse.Namespace) -> int:
    """Set up what is missing; a second run changes nothing."""
    django_ready()
    from toparquia.gazette.keys import verifier_key

    applied = migrated()
    collect_files()
    key = verifier_key()
    print(READY.in_language(language(), home=home(), count=len(applied), key=key))
    return 0
