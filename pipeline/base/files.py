"""Files appear whole or not at all, and are known by what they hold."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Within it, an error of the system that names no file (a disk that is full) names `path`."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise OSError(error.errno or 0, error.strerror or str(error), str(path)) from error
        raise


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` when the block ends without an error, and vanishes otherwise.

    Args:
        path: the file to make or replace; its folder is made if need be.

    Yields:
        A temporary path in the same folder (so that the rename is atomic), with the same ending.

    Raises:
        OSError: the folder can't be written to or the disk is full; `path` is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    aside = Path(name)
    try:
        with naming(path):
            yield aside
        aside.chmod(0o644)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with its line endings as they are, whole or not at all."""
    with whole(path) as aside:
        aside.write_bytes(text.encode("utf-8", errors="surrogatepass"))


def write_if_changed(path: Path, text: str) -> bool:
    """Write `text` unless the file holds it already, so that its time of change means a change.

    Returns:
        Whether the file was written.
    """
    if path.exists() and path.read_bytes() == text.encode("utf-8"):
        return False
    write_text(path, text)
    return True


def digest(*parts: bytes | str | Path) -> str:
    """A short name for content: 16 hexadecimal digits of BLAKE2b over the parts in order.

    Args:
        parts: bytes, strings (their UTF-8), or paths (the file's bytes; for a folder, names and bytes of all in it).
    """
    state = hashlib.blake2b(digest_size=8)
    for part in parts:
        for piece in _pieces(part):
            state.update(len(piece).to_bytes(8, "little"))
            state.update(piece)
    return state.hexdigest()


def _pieces(part: bytes | str | Path) -> Iterator[bytes]:
    if isinstance(part, bytes):
        yield part
    elif isinstance(part, str):
        yield part.encode("utf-8", errors="surrogatepass")
    elif part.is_dir():
        for path in sorted(p for p in part.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            yield path.relative_to(part).as_posix().encode()
            yield from _pieces(path)
    else:
        with open(part, "rb") as stream:
            while piece := stream.read(1 << 20):
                yield piece
