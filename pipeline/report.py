"""Stage `report`: the page that shows the network, its names and its articles; one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.base.scans import Rows
from pipeline.drawing.pagedata import page_data
from pipeline.drawing.pagerows import Limits

_PAGE = Path(__file__).parent / "page"
_PLACEHOLDER = re.compile(r"%([A-Z]+)%")
# Within a script element only these can end it, begin a comment, or (in old parsers of JavaScript) end a line.
_RISKY = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def report(
    tables: Mapping[str, Rows],
    texts: Rows,
    layout: pd.DataFrame,
    limits: Limits | None = None,
    title: str = "",
) -> str:
    """The page of a corpus.

    Args:
        tables: tables of the contract by name (`contract.FINAL`): articles, sentences, mentions, entities, aliases, merges,
            relations, quotes, cooccurrences and evidence.
        texts: article_id, text (the working table `articles` will do).
        layout: entity_id, x, y, community (a number from 0, the largest community 0; -1 for none). An entity without a row
            gets a place beside what it is related to.
        limits: the most that the page holds; the rest is counted and said to be left out.
        title: the page's heading; the page's own, in the reader's language, without it.

    Returns:
        A whole HTML document. It loads nothing, and its content security policy lets nothing run but its own script, known
        by its hash; the data are JSON in elements that are not executed, and the script makes text nodes of them, no markup.
    """
    data = {"title": title, **page_data(tables, texts, layout, limits or Limits())}
    script, style = _part("page.js"), _part("page.css")
    values = {
        "POLICY": policy(script, style),
        "TITLE": html.escape(title or "Shabaka"),
        "STYLE": style,
        "SCRIPT": script,
        "DATA": embedded(data),
        "LICENCES": embedded(_part("LICENSES.txt")),
    }
    return _PLACEHOLDER.sub(lambda match: values[match[1]], _part("template.html"))


def embedded(value: Any) -> str:
    """`value` as JSON that may stand within a script element, whatever its texts hold.

    Raises:
        ValueError: a number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def policy(script: str, style: str) -> str:
    """The content security policy of a page with one inline script and one inline style.

    `require-trusted-types-for` makes the browser refuse any text that the script would parse as markup.
    """
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _part(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")
