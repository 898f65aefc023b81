"""How often each kind of case within an article means the same: `models/linking/coreference/reliability.tsv`.

    python -m training.coreference GOLD/train

Counts on the annotated articles without the kept tenth (those whose number ends in 9). Each name is held against the fuller
names of its article, grouped by the entity that the annotation gives them, so that a case is counted as it would be met if
all before it had been decided rightly.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from pipeline.base.files import write_text
from pipeline.linking.coreference import Case, Node, cases, fullness
from pipeline.linking.linking import MODELS, Linking, load
from pipeline.linking.reliability import Kind, Reliability
from pipeline.names import _nodes, beside

HEADER = "type\trelation\tcondition\tparts\tright\tseen"


def count(articles: list[dict], linking: Linking) -> Reliability:
    """Right and seen cases by kind, over gold articles."""
    right: Counter[Kind] = Counter()
    seen: Counter[Kind] = Counter()
    for article in articles:
        for case, same in judged(article, linking):
            seen[case.kind] += 1
            right[case.kind] += same
    return {kind: (right[kind], seen[kind]) for kind in sorted(seen)}


def judged(article: dict, linking: Linking) -> list[tuple[Case, bool]]:
    """The cases of a gold article, and whether the annotation has both names as one entity."""
    from benchmarks.gold_frames import frames

    _, _, mentions, entities = frames([article])
    found = list(mentions.sort_values(["start", "end"]).itertuples(index=False))
    nodes = _nodes(found, linking)
    votes: dict[int, Counter[str]] = {id(n): Counter() for n in nodes.values()}
    for m in found:
        node = linking.node(m.name, m.type)
        votes[id(nodes[node.type, node.key])][entities[m.mention_id]] += 1
    entity = {i: counter.most_common(1)[0][0] for i, counter in votes.items()}
    stands = beside(found, article["text"])
    result: list[tuple[Case, bool]] = []
    before: list[Node] = []
    root: dict[int, Node] = {}
    fullest: dict[str, Node] = {}
    for node in sorted(nodes.values(), key=fullness):
        for case in cases(node, before, root, stands, linking.similar):
            result.append((case, entity[id(case.short)] == entity[id(case.long)]))
        before.append(node)
        root[id(node)] = fullest.setdefault(entity[id(node)], node)
    return result


def main() -> None:
    """Count over the articles of the folder named on the command line, and write the table."""
    from benchmarks.gold_frames import gold_articles, kept

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of annotated articles; their kept tenth is not read")
    articles = [a for a in gold_articles(parser.parse_args().gold) if not kept(a)]
    if not articles:
        raise SystemExit("no annotated article there; nothing was written")
    table = count(articles, load(MODELS / "linking"))
    lines = ["\t".join((*kind, str(right), str(seen))) for kind, (right, seen) in table.items()]
    write_text(MODELS / "linking" / "coreference" / "reliability.tsv", "\n".join([HEADER, *lines]) + "\n")
    print(f"{len(table)} kinds of case over {len(articles)} articles")


if __name__ == "__main__":
    main()
