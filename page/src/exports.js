// What is filtered, as files: CSV by RFC 4180 without a byte-order mark (as all tables here) and GEXF 1.3.

import { THEMES } from "./theme.js";

const cell = (value) => (/[",\n\r]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

function csv(header, rows) {
  return [header, ...rows].map((row) => row.map((value) => cell(value ?? "")).join(",")).join("\n") + "\n";
}

const ranked = (shown) => [...shown.entities].sort((a, b) => b.mentions - a.mentions || a.index - b.index);

export function namesCsv(shown) {
  const header = ["entity_id", "name", "name_latin", "type", "mentions", "articles", "role", "country_code", "community"];
  return csv(header, ranked(shown).map((e) => [e.id, e.name, e.latin, e.type, e.mentions, e.articles, e.role, e.country, e.community]));
}

const relationNames = (tie) => (tie.rows ? [...new Set(tie.rows.map((row) => row.relation))].join(" | ") : "");

export function tiesCsv(shown) {
  const header = ["source_id", "source_name", "target_id", "target_name", "weight", "articles", "relation"];
  const rows = [...shown.ties.values()].map(({ tie, weight }) => [
    tie.source.id, tie.source.name, tie.target.id, tie.target.name, weight, tie.articles, relationNames(tie),
  ]);
  return csv(header, rows);
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// Control characters have no place in XML 1.0, not even escaped; nor have halves of surrogate pairs.
const xml = (value) => String(value ?? "")
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
  .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
  .replace(/[&<>"]/g, (letter) => ENTITIES[letter]);

function element(name, attributes, content = "") {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(value)}"`).join("");
  return content ? `<${name}${written}>${content}</${name}>` : `<${name}${written}/>`;
}

const NODE_ATTRIBUTES = [
  ["name_latin", "string", (e) => e.latin], ["entity_type", "string", (e) => e.type], ["mentions", "integer", (e) => e.mentions],
  ["articles", "integer", (e) => e.articles], ["role", "string", (e) => e.role], ["country_code", "string", (e) => e.country],
  ["community", "integer", (e) => e.community],
];
const TIE_ATTRIBUTES = [["articles", "integer", (tie) => tie.articles], ["relation", "string", relationNames]];

/** A node's place and looks, for readers of the viz extension. */
function looks(entity) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt((THEMES.light.types[entity.type] ?? THEMES.light.other).slice(at, at + 2), 16));
  return element("viz:color", { r, g, b }) + element("viz:position", { x: entity.x, y: entity.y, z: 0 }) + element("viz:size", { value: entity.size });
}

function declarations(kind, attributes) {
  return element("attributes", { class: kind }, attributes.map(([title, type]) => element("attribute", { id: title, title, type })).join(""));
}

function attvalues(attributes, item) {
  return element("attvalues", {}, attributes.map(([title, , value]) => element("attvalue", { for: title, value: value(item) })).join(""));
}

/** The filtered network with names, attributes and positions, as Gephi and networkx read it. */
export function gexf(shown, directed) {
  const nodes = ranked(shown).map((e) =>
    element("node", { id: e.id, label: e.name }, attvalues(NODE_ATTRIBUTES, e) + looks(e)));
  const ties = [...shown.ties.values()].map(({ tie, weight }) =>
    element("edge", { id: tie.key, source: tie.source.id, target: tie.target.id, weight }, attvalues(TIE_ATTRIBUTES, tie)));
  const graph = [
    declarations("node", NODE_ATTRIBUTES), declarations("edge", TIE_ATTRIBUTES),
    element("nodes", {}, nodes.join("\n")), element("edges", {}, ties.join("\n")),
  ].join("\n");
  const root = { xmlns: "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", version: "1.3" };
  const body = element("graph", { defaultedgetype: directed ? "directed" : "undirected", mode: "static" }, graph);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("gexf", root, body)}\n`;
}

/** Hand a file to the reader. */
export function save(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
