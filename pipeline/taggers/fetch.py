"""Fetch the published taggers: `python -m pipeline.taggers.fetch [--models DIR]`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.taggers.camel import data_folder

_CAMEL_PACKAGE = "ner-arabert"


def fetch_camel(published: Path) -> None:
    """Install CAMeL Tools' NER model with its own downloader.

    Args:
        published: the project's folder of published models.

    Raises:
        UserError: if the downloader ends with an error (no network, no room).
    """
    folder = data_folder(published)
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "camel_tools.cli.camel_data", "--install", _CAMEL_PACKAGE]
    done = subprocess.run(command, env=os.environ | {"CAMELTOOLS_DATA": str(folder)}, check=False)
    if done.returncode or not (folder / "catalogue.json").exists():
        raise UserError(
            f"CAMeL Tools' {_CAMEL_PACKAGE} was not fetched into {folder}: ended with status {done.returncode}. "
            "It comes from github.com; check the network and run `make models` again."
        )


def fetch_stanza(published: Path) -> None:
    """Download Stanza's Arabic NER model.

    Args:
        published: the project's folder of published models.

    Raises:
        UserError: if the download fails.
    """
    import stanza

    try:
        stanza.download("ar", model_dir=str(published / "stanza"), processors="tokenize,ner")
    except Exception as error:  # requests, urllib and hub errors have no common base
        raise UserError(
            f"Stanza's Arabic NER was not fetched ({error}). "
            "It comes from huggingface.co; check the network and run `make models` again."
        ) from error


def main(arguments: list[str] | None = None) -> int:
    """Fetch both; report each that failed; 0 if both are there."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.taggers.fetch", description="Fetch the published taggers.")
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder of models (default: models)")
    published = parser.parse_args(arguments).models / "published"
    print(f"CAMeL Tools' {_CAMEL_PACKAGE} (about 0.5 GB) and Stanza's Arabic NER (about 0.3 GB) into {published}")
    failed = 0
    for fetch in (fetch_camel, fetch_stanza):
        try:
            fetch(published)
        except UserError as error:
            print(error, file=sys.stderr)
            failed += 1
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
