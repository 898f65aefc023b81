"""Every table's columns, types and meaning, stated once; and the checked way to write and read them.

Working tables (Parquet under `outputs/stages/`) and final tables (CSV under `outputs/tables/`) are stated alike. In both a
missing text is the empty string, a missing number NaN; nothing is ever None. The README's column tables are made from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.base.errors import UserError
from pipeline.base.files import whole

# How a column's type is held in memory. A list is one text, its items joined by SEPARATOR; a time is ISO 8601 text.
DTYPES = {
    "text": "str",
    "list": "str",
    "time": "str",
    "count": "int64",
    "offset": "int64",
    "number": "float64",
    "flag": "bool",
}
SEPARATOR = " | "
TYPES = ("PER", "LOC", "ORG")


@dataclass(frozen=True)
class Column:
    """One column: its name, its type (a key of DTYPES) and what it says."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The columns' names in order."""
        return [column.name for column in self.columns]

    def without(self, column: str) -> Table:
        """The same table less one column."""
        return Table(self.name, self.row, tuple(c for c in self.columns if c.name != column))

    def empty(self) -> pd.DataFrame:
        """The table without a row, every column of its type."""
        return pd.DataFrame({c.name: pd.Series(dtype=DTYPES[c.type]) for c in self.columns})

    def frame(self, rows: object) -> pd.DataFrame:
        """A DataFrame of `rows` (whatever pandas.DataFrame takes) with this table's columns and types, checked."""
        data = pd.DataFrame(rows)
        return self.check(self.empty() if data.empty and not len(data.columns) else data)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` with this table's columns in order and of its types; further columns are left out.

        Raises:
            ValueError: a column is missing, can't be brought to its type, or a text is missing (a fault of a stage).
        """
        missing = [name for name in self.names if name not in frame.columns]
        if missing:
            raise ValueError(f"table {self.name}: no column {', '.join(missing)}; there are {', '.join(frame.columns)}")
        return pd.DataFrame({c.name: self._typed(frame[c.name], c) for c in self.columns}).reset_index(drop=True)

    def _typed(self, values: pd.Series, column: Column) -> pd.Series:
        if DTYPES[column.type] == "str" and values.isna().any():
            raise ValueError(f"table {self.name}, column {column.name}: row {values.isna().argmax()} holds no text")
        try:
            return values.astype(DTYPES[column.type])
        except (TypeError, ValueError) as error:
            raise ValueError(f"table {self.name}, column {column.name}: {error}") from error


def _table(name: str, row: str, columns: str) -> Table:
    """A Table from lines of `name type meaning`."""
    lines = [line.split(maxsplit=2) for line in columns.strip().splitlines()]
    return Table(name, row, tuple(Column(*line) for line in lines))


_ARTICLE_ID = "article_id text the article: the file's path in its folder without ending, or the row's id"
_ARTICLE = f"""{_ARTICLE_ID}
            path text the file it was read from, within the input folder
            title text the headline, where the input gives it apart
            outlet text who published it
            published time when, ISO 8601
            url text where
            characters count length of the text
            body_start offset where the article's body begins
            body_end offset where it ends (boilerplate follows)"""
_MENTION = f"""mention_id text article_id:start-end
            {_ARTICLE_ID}
            sentence count the sentence's number in the article, from 0
            start offset where the name begins in the text
            end offset where it ends
            surface text the name as written
            name text the name with a contracted article restored
            type text PER, LOC or ORG
            score number the tagger's probability of this name, 0 to 1"""
_ENTITY = """entity_id text the entity
            entity_name text its name"""
_PAIR = """source_id text an entity
            source_name text its name
            target_id text another
            target_name text its name"""
_DECISION = """alias text the spelling
            article_id text where it was decided; empty for everywhere
            merged_with text the spelling it was brought together with
            rule text why
            score number how sure, 0 to 1
            detail text what was compared"""

WORKING = {
    t.name: t
    for t in (
        _table("articles", "an article as it was read", f"""
            {_ARTICLE}
            text text the text as decoded, untouched"""),
        _table("skipped", "a file or row that was not read", """
            path text the file, within the input folder
            row count the row in it, from 1; 0 for a whole file
            reason text why it was left out
            found text what was found there
            next_step text what to do about it"""),
        _table("tokens", "a word, number or sign of a body", f"""
            {_ARTICLE_ID}
            sentence count the sentence's number in the article, from 0
            token count the token's number in the article, from 0
            start offset where it begins in the text
            end offset where it ends
            proclitics text letters written onto it that are no part of a name (و ف ب ل ك)
            name_start offset where a name in it would begin
            contracted flag whether an article ال was contracted after ل"""),
        _table("mentions", "a name where it stands", f"""
            {_MENTION}
            first_token count the number of its first token
            last_token count the number of its last token"""),
        _table("claims", "a relation or a quote, between mentions", f"""
            claim_id text made of what the claim is about
            {_ARTICLE_ID}
            sentence count the sentence it begins in
            claim text a relation (role, located_in, met, …), or quote
            source_mention text mention_id of the head or the speaker
            target_mention text mention_id of the tail; of the adjective for an implied country; empty for a quote
            implied_name text the country that the tail's adjective stands for, else empty
            title text the position as written, for a role
            status text done, planned or denied; empty for a quote
            score number probability that the claim is what the text says
            start offset where its evidence, or the quote, begins
            end offset where it ends
            evidence text text[start:end]
            detail text which words made it
            cue text the word that introduces a quote
            kind text direct or reported, for a quote"""),
        _table("names", "a name in an article", f"""
            {_ARTICLE_ID}
            name text the name
            type text PER, LOC or ORG
            mentions count how often it stands there
            mention_id text where it stands first
            sentence count the sentence of that
            refers_to text the fuller name in the article that it stands for; itself where there is none
            rule text why
            score number how sure, 0 to 1
            detail text what was compared
            name_latin text the Latin spelling that the text gives, else empty
            implied flag whether only an adjective names it
            context list what stands with it: titles, neighbours"""),
        _table("links", "a name in an article, and its entity", f"""
            {_ARTICLE_ID}
            name text the name
            type text PER, LOC or ORG
            entity_id text the entity it belongs to
            entity_name text what that is called
            merged_with text the name it was brought together with; empty for the entity's own
            rule text why
            score number how sure, 0 to 1
            detail text what was compared"""),
        _table("linked_names", "a name in an article, and its entity, as the article's own tables are joined with it", f"""
            {_ARTICLE_ID}
            name text the name
            type text PER, LOC or ORG
            entity_id text the entity it belongs to
            entity_name text what that is called"""),
        _table("merges", "a decision that brought a spelling to an entity, with where sentences name the two", f"""
            {_ENTITY}
            {_DECISION}
            article_a text an article that names the one
            number_a count the sentence in it
            article_b text an article that names the other; empty if none does
            number_b count the sentence in it"""),
        _table("evidence", "a sentence that names both entities of a pair", f"""
            source_id text an entity
            target_id text another
            {_ARTICLE_ID}
            sentence count the sentence's number in the article
            listed flag whether it names so many that its text is not repeated"""),
        _table("stories", "an article that was printed more than once", f"""
            {_ARTICLE_ID}
            story text the first printing's article_id"""),
        _table("pair_counts", "a pair of entities, an entity, or everything, in a part of the articles", """
            source_id text an entity; empty for everything
            target_id text another; empty for one alone
            story text the story, of articles that were printed more than once; else empty
            sentences count sentences that name them
            articles count articles with such a sentence
            weight count sentences, near-duplicate articles counted once"""),
        _table("signatures", "an article, as near-duplicates are found by", f"""
            {_ARTICLE_ID}
            outlet text who published it
            published time when, ISO 8601
            shingles count distinct runs of four words in its body
            signature text 63 minima of 32 bits, hexadecimal (MinHash)"""),
        _table("duplicates", "an article that repeats another", f"""
            {_ARTICLE_ID}
            duplicate_of text the article it repeats"""),
    )
}  # fmt: skip

FINAL = {
    t.name: t
    for t in (
        _table("articles", "an article", f"""
            {_ARTICLE}
            duplicate_of text the article that this one repeats, else empty"""),
        WORKING["skipped"],
        _table("sentences", "a sentence of a body", f"""
            {_ARTICLE_ID}
            sentence count its number in the article, from 0
            start offset where it begins in the text
            end offset where it ends
            text text the sentence"""),
        _table("mentions", "a name where it stands", f"""
            {_MENTION}
            {_ENTITY}"""),
        _table("entities", "a person, place or organization", """
            entity_id text type, romanised name and a short hash
            name text its usual full spelling, or the one you chose
            name_latin text the same in Latin letters
            type text PER, LOC or ORG
            mentions count how often it is named
            articles count in how many articles
            aliases list all its spellings
            first_seen time date of the first article that names it
            last_seen time date of the last
            country_code text ISO 3166 code of a known place's country
            latitude number of a known place, degrees north
            longitude number of a known place, degrees east
            role text the position stated most often
            implied flag whether only adjectives name it"""),
        _table("aliases", "a spelling of an entity", f"""
            {_ENTITY}
            alias text the spelling as written
            mentions count how often it stands
            articles count in how many articles"""),
        _table("merges", "a decision that brought a spelling to an entity", f"""
            {_ENTITY}
            {_DECISION}
            sentence_a text a sentence that names the one
            sentence_b text a sentence that names the other"""),
        _table("relations", "a relation that a sentence states", f"""
            relation_id text made of what the relation is about
            {_ARTICLE_ID}
            sentence count the sentence it is stated in
            source_id text the entity it is about
            source_name text its name
            relation text role, located_in, met, visited, accuses, supports, sanctions, agrees_with or part_of
            target_id text the other entity
            target_name text its name
            title text the position as written, for a role
            status text done, planned or denied
            score number probability that the text says so
            start offset where the evidence begins
            end offset where it ends
            evidence text the words that say so
            detail text which of them made it
            source_mention text where the one is named
            target_mention text where the other is"""),
        _table("quotes", "something said", f"""
            quote_id text made of what the quote is about
            {_ARTICLE_ID}
            sentence count the sentence it begins in
            speaker_id text the entity that says it
            speaker_name text its name
            start offset where the quote begins
            end offset where it ends
            quote text the words
            cue text the word that introduces it
            kind text direct (in quotation marks) or reported"""),
        _table("cooccurrences", "two entities that share sentences", f"""
            {_PAIR}
            sentences count sentences that name both
            articles count articles with such a sentence
            weight count sentences, near-duplicate articles counted once
            npmi number normalised pointwise mutual information over sentences, -1 to 1
            g2 number Dunning's log-likelihood ratio over sentences"""),
        _table("evidence", "a sentence that names both entities of a pair", f"""
            source_id text an entity
            target_id text another
            {_ARTICLE_ID}
            sentence count the sentence's number in the article
            text text the sentence"""),
    )
}  # fmt: skip


def write_parquet(path: Path, frame: pd.DataFrame, table: Table) -> None:
    """Write a working table, checked, whole or not at all."""
    with whole(path) as aside:
        table.check(frame).to_parquet(aside, index=False, compression="zstd")


def read_parquet(path: Path, table: Table) -> pd.DataFrame:
    """Read a working table, checked.

    Raises:
        UserError: the file is missing, damaged, or not of this table's columns.
    """
    if not path.exists():
        raise UserError(f"{path} is not there: the table `{table.name}` is out of date. Run `make all`: it is made anew.")
    try:
        return table.check(pd.read_parquet(path, columns=table.names))
    except (OSError, ValueError) as error:
        raise UserError(
            f"{path}: not a readable table `{table.name}` ({error}). Delete the file and run again: it is made anew."
        ) from error


def read_csv(path: Path, table: Table, rows: int | None = None) -> pd.DataFrame:
    """Read a final table (its first `rows`) with its types; a text that is not known is "", a number NaN.

    Raises:
        UserError: the file is missing, or a cell is not of its column's type.
    """
    kinds = {c.name: "str" if c.type == "flag" else DTYPES[c.type] for c in table.columns}
    texts = [name for name, kind in kinds.items() if kind == "str"]
    try:
        frame = pd.read_csv(
            path, dtype=kinds, keep_default_na=False, na_values={n: [""] for n in kinds if n not in texts},
            encoding="utf-8", lineterminator="\n", nrows=rows,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: not a readable table `{table.name}` ({error}). Run `make all` to write it anew.") from error
    for column in table.columns:
        if column.type == "flag":
            frame[column.name] = frame[column.name] == "true"
    return table.check(frame)


def read_tables(outputs: str | Path) -> dict[str, pd.DataFrame]:
    """All CSV tables of a run, by name, typed.

    Args:
        outputs: the folder that the run wrote (`outputs/`).

    Returns:
        A DataFrame a table, under the table's name: `read_tables("outputs")["entities"]`. Texts are `str` ("" where not
        known), counts and offsets `int64`, numbers `float64` (NaN where not known), flags `bool`; times stay ISO 8601 text.

    Raises:
        UserError: a table is missing or was damaged.
    """
    return {name: read_csv(Path(outputs) / "tables" / f"{name}.csv", table) for name, table in FINAL.items()}


def columns_markdown() -> str:
    """The README's table of every output column, from the statement above."""
    kinds = {"list": "text, joined by ` | `", "time": "ISO 8601", "count": "number", "flag": "`true` or `false`"}
    lines = []
    for table in FINAL.values():
        lines += [f"**`tables/{table.name}.csv`**: a row is {table.row}.", "", "| column | kind | what it says |"]
        lines.append("| --- | --- | --- |")
        lines += [f"| `{c.name}` | {kinds.get(c.type, c.type)} | {c.meaning} |" for c in table.columns]
        lines.append("")
    return "\n".join(lines)
