"""CAMeL Tools' named-entity recogniser behind the project's interface, with probabilities and without truncation."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.base.errors import UserError
from pipeline.taggers.labels import legal, summing_matrix

_PIECES = 256  # CAMeL Tools packs sentences at this length, [CLS] and [SEP] among it
_PIECES_A_WORD = 64  # what is longer is no word of a language; its beginning is read, the word keeps its tag
_NEXT_STEP = "run `make models` on a machine with a network (CAMeL Tools' ner-arabert, about 0.5 GB), or use TAGGER=embedded"


def data_folder(published: Path) -> Path:
    """Where CAMeL Tools' data lie: $CAMELTOOLS_DATA if it is set, else in the project's folder of published models."""
    return Path(os.environ.get("CAMELTOOLS_DATA") or published / "camel")


def _recogniser_module(published: Path) -> Any:
    """CAMeL Tools' `ner` module, imported when its catalogue is there (without it the import would try to download one)."""
    folder = data_folder(published)
    if not (folder / "catalogue.json").exists():
        raise UserError(f"TAGGER=camel: {folder}/catalogue.json is not there; {_NEXT_STEP}")
    os.environ["CAMELTOOLS_DATA"] = str(folder)
    try:
        import camel_tools.ner
    except ImportError as error:
        raise UserError(f"TAGGER=camel: CAMeL Tools can't be imported ({error}); run `make` to install it") from error
    return camel_tools.ner


class CamelTagger:
    """A fine-tuned BERT as CAMeL Tools publishes it."""

    def __init__(self, recogniser: Any, batch: int = 32) -> None:
        """Wrap a loaded recogniser.

        Args:
            recogniser: a `camel_tools.ner.NERecognizer`.
            batch: pieces of sentences read at once.
        """
        import torch

        self.recogniser, self.batch = recogniser, batch
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = recogniser.model.to(self.device).eval()
        self.tokenizer = recogniser.tokenizer
        self.matrix = summing_matrix([recogniser.labels_map[i] for i in range(len(recogniser.labels_map))])

    @classmethod
    def published(cls, published: Path) -> CamelTagger:
        """The recogniser that `make models` fetched.

        Args:
            published: the project's folder of published models.

        Raises:
            UserError: if the model or the package is not there.
        """
        module = _recogniser_module(published)
        from camel_tools.data import CATALOGUE

        component = CATALOGUE.components["NamedEntityRecognition"]
        path = Path(component.datasets[component.default].path)
        if not path.exists():
            raise UserError(f"TAGGER=camel: {path} is not there; expected CAMeL Tools' NER model; {_NEXT_STEP}")
        return cls(module.NERecognizer(str(path)))

    def _pieces(self, word: str) -> list[int]:
        """A word's pieces; the unknown piece for a word that the tokenizer makes nothing of, so that none is skipped."""
        pieces = self.tokenizer.convert_tokens_to_ids(self.tokenizer.tokenize(word))[:_PIECES_A_WORD]
        return pieces or [self.tokenizer.unk_token_id]

    def _parts(self, number: int, words: Sequence[str]) -> list[tuple[int, int, list[list[int]]]]:
        """A sentence as parts that fit: (sentence, first word, pieces of each word)."""
        parts: list[tuple[int, int, list[list[int]]]] = []
        length = _PIECES
        for i, word in enumerate(words):
            pieces = self._pieces(word)
            length += len(pieces)
            if length > _PIECES - 2:
                parts.append((number, i, []))
                length = len(pieces)
            parts[-1][2].append(pieces)
        return parts

    def _probabilities(self, batch: list[list[list[int]]]) -> list[Any]:
        """For each part [words, TAGS], from the first piece of each word."""
        import torch

        rows = [[self.tokenizer.cls_token_id, *(p for word in part for p in word), self.tokenizer.sep_token_id] for part in batch]
        longest = max(map(len, rows))
        ids = torch.full((len(rows), longest), self.tokenizer.pad_token_id)
        mask = torch.zeros((len(rows), longest), dtype=torch.long)
        for i, row in enumerate(rows):
            ids[i, : len(row)], mask[i, : len(row)] = torch.tensor(row), 1
        with torch.no_grad():
            scores = self.model(input_ids=ids.to(self.device), attention_mask=mask.to(self.device))[0]
        chances = scores.float().softmax(-1).cpu().numpy() @ self.matrix
        return [row[_first_pieces(part)] for row, part in zip(chances, batch, strict=True)]

    def tag(
        self, sentences: Sequence[Sequence[str]], articles: Sequence[str] | None = None
    ) -> list[list[tuple[str, float]]]:
        """A tag and its probability for each word, each sentence read by itself; see `pipeline.taggers.Tagger`."""
        from pipeline.taggers import TAGS

        parts = [part for i, words in enumerate(sentences) for part in self._parts(i, words)]
        parts.sort(key=lambda part: sum(map(len, part[2])))
        tagged: list[list[tuple[str, float]]] = [[("O", 1.0)] * len(words) for words in sentences]
        for start in range(0, len(parts), self.batch):
            batch = parts[start : start + self.batch]
            for (i, at, _), rows in zip(batch, self._probabilities([part[2] for part in batch]), strict=True):
                for place, row in enumerate(rows):
                    tagged[i][at + place] = (TAGS[row.argmax()], round(float(row.max()), 4))
        return [_legal_pairs(pairs) for pairs in tagged]


def _first_pieces(part: list[list[int]]) -> list[int]:
    """Where each word's first piece stands, after [CLS]."""
    places, place = [], 1
    for pieces in part:
        places.append(place)
        place += len(pieces)
    return places


def _legal_pairs(pairs: list[tuple[str, float]]) -> list[tuple[str, float]]:
    return list(zip(legal([tag for tag, _ in pairs]), [chance for _, chance in pairs], strict=True))
