"""Prints a GEXF file as Tulip reads it (a graph program of its own, in C++); run by Debian's Python, which has Tulip's module."""

import json
import sys

from tulip import tlp

tlp.loadPlugins()
graph = tlp.importGraph("GEXF", {**tlp.getDefaultPluginParameters("GEXF"), "filename": sys.argv[1]})
seen = [name for name in graph.getProperties() if not name.startswith("view")]
looks = {"label": "viewLabel", "place": "viewLayout", "size": "viewSize", "color": "viewColor"}


def value(found):
    return found if isinstance(found, (str, int, float)) else [found[number] for number in range(3)]


def row(part, names):
    return {key: value(graph[name][part]) for key, name in names.items()}


own = {name: name for name in seen}
print(
    json.dumps(
        {
            "nodes": [row(node, {**own, **looks}) for node in graph.getNodes()],
            "edges": [
                {"ends": [graph["viewLabel"][end] for end in graph.ends(edge)], **row(edge, own)}
                for edge in graph.getEdges()
            ],
        }
    )
)
