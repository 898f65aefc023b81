"""Tells Arabic words from transcribed foreign ones: by letters, by what stands beside them, by the article."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.comparing.namewords import without_article

# Letters that transcriptions do without: their words are the examples of Arabic ones, and are not features.
ARABIC_ONLY = frozenset("عحصضذظء")
# Latin letters and groups that no romanised Arabic name has: their words are the examples of foreign ones.
_FOREIGN = re.compile("[pvx]|c(?!h)")


_LEAST_SEEN = 5


def _features(word: str, seen: Mapping[str, int], beside: Mapping[str, int]) -> dict[str, float]:
    base = without_article(word)
    marked = f"^{base}$"
    often = seen.get(base, 0) + 20
    grams = {marked[i : i + n] for n in (2, 3) for i in range(len(marked) - n + 1)}
    features: dict[str, float] = {f"g{g}": 1.0 for g in grams if not set(g) & ARABIC_ONLY}
    features["shape" + re.sub("[^اويهت^$]", "C", marked)] = 1.0
    features["beside"] = max(0.0, 6 + math.log((beside.get(base, 0) + 0.1) / often))
    features["article"] = max(0.0, 8 + math.log((seen.get("ال" + base, 0) + 0.05) / often))
    features["nisba"] = max(0.0, 8 + math.log((seen.get("ال" + base + "ي", 0) + 0.05) / often))
    features["letters"] = float(len(base))
    features["seen"] = math.log(often)
    return features


def learn(latin: Mapping[str, Iterable[str]], seen: Counter[str], beside: Counter[str]) -> dict[str, float]:
    """Log-odds of Arabic origin.

    Args:
        latin: folded Arabic word to its Latin forms.
        seen: how often each folded word is seen in the raw corpora.
        beside: how often beside an Arabic given name.

    Returns:
        Word to log-odds, for the words of `latin` and those seen at least five times.
    """
    names = sorted(latin)
    arabic = [w for w in names if set(w) & ARABIC_ONLY]
    foreign = [w for w in names if not set(w) & ARABIC_ONLY and all(_FOREIGN.search(form) for form in latin[w])]
    vectors = DictVectorizer()
    examples = vectors.fit_transform([_features(w, seen, beside) for w in arabic + foreign])
    labels = [1] * len(arabic) + [0] * len(foreign)
    model = LogisticRegression(C=0.1, max_iter=3000, class_weight="balanced").fit(examples, labels)
    words = sorted(set(names) | {w for w, n in seen.items() if n >= _LEAST_SEEN and len(w) > 1})
    scores = model.decision_function(vectors.transform([_features(w, seen, beside) for w in words]))
    return dict(zip(words, scores.tolist(), strict=True))
