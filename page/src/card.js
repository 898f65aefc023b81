// The card of an entity (names, role, relations, quotes, sentences) and that of a tie (its sentences).
import { arabic, bdi, h } from "./dom.js";
import { day, decimal, known, number, percent, t } from "./i18n.js";
import { entityLink, sentenceItem } from "./marks.js";

const FIRST = 12;

/** A list that begins with a dozen items and shows the rest on demand. */
function longList(items, make, attributes = {}) {
  const list = h("ul", attributes, items.slice(0, FIRST).map(make));
  if (items.length <= FIRST) return list;
  const more = h("button", { type: "button", class: "more", onclick: () => {
    const rest = items.slice(FIRST).map(make);
    list.append(...rest);
    more.remove();
    rest[0].querySelector("a, button, summary")?.focus();
  } }, t("more", { n: items.length - FIRST }));
  return [list, more];
}

function section(title, count, ...content) {
  return h("section", { class: "part" }, h("h3", {}, title, count === null ? null : h("span", { class: "count" }, number(count))), ...content);
}

export const chip = (entity) => h("span", { class: `chip ${entity.type.toLowerCase()}` }, h("i", { class: "shape", "aria-hidden": "true" }), known("one", entity.type));

const nameLink = (entity) => h("a", { class: `name ${entity.type.toLowerCase()}`, href: entityLink(entity) }, bdi(entity.name));

function facts(entity) {
  const list = [
    [t("mentions"), number(entity.mentions)],
    [t("articlesCount"), number(entity.articles)],
    [t("tiesCount"), number(entity.ties.cooccurrence.length)],
    entity.country && [t("country"), entity.country],
    entity.first && [t("period"), entity.first.slice(0, 10) === entity.last.slice(0, 10) ? day(entity.first) : `${day(entity.first)} – ${day(entity.last)}`],
    entity.latitude !== null && [t("coordinates"), h("bdi", { dir: "ltr" }, `${decimal(entity.latitude)}, ${decimal(entity.longitude)}`)],
  ];
  return h("dl", { class: "facts" }, list.filter(Boolean).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function spellings(entity) {
  if (!entity.aliases.length) return null;
  const item = ([alias, mentions]) => arabic("li", {}, alias, h("span", { class: "count", title: t("mentionCount", { n: mentions }) }, number(mentions)));
  return section(t("spellings"), entity.aliases.length, longList(entity.aliases, item, { class: "spellings" }), joined(entity));
}

const WITHIN = "article-";

/** Why two spellings were joined, in words: the rule, where it holds, and how sure it is. */
function reason(rule, score) {
  const within = rule.startsWith(WITHIN);
  const words = known("why_", within ? rule.slice(WITHIN.length) : rule);
  return [words, within && t("inOneArticle"), score !== null && percent(score)].filter(Boolean).join(" · ");
}

function joined(entity) {
  if (!entity.merges.length) return null;
  const items = entity.merges.map(([alias, other, rule, score, detail]) => h("li", {},
    h("div", {}, bdi(alias), other && [" = ", bdi(other)]),
    h("div", { class: "why" }, reason(rule, score)), detail && h("div", { class: "why", dir: "ltr", lang: "en" }, detail)));
  return h("details", { class: "joined" }, h("summary", {}, t("joined")), h("ul", {}, items));
}

const MUTUAL = new Set(["met"]); // who met whom is the same both ways

/** Relations that say the same of the same two, together; each keeps its evidence. */
function alike(rows) {
  const found = new Map();
  for (const row of rows) {
    const ends = [row.source.index, row.target?.index];
    const key = [...(MUTUAL.has(row.relation) ? ends.sort() : ends), row.relation, row.status].join(" ");
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(row);
  }
  return [...found.values()].sort((a, b) => b.length - a.length);
}

function phrase(group) {
  const titles = [...new Set(group.map((row) => row.title).filter(Boolean))];
  return titles.length ? arabic("span", {}, titles.slice(0, 3).join("، ")) : known("rel_", group[0].relation);
}

function status(relation) {
  return ["planned", "denied"].includes(relation.status) ? h("span", { class: `status ${relation.status}` }, t(`status_${relation.status}`)) : null;
}

function relationItem(group) {
  const [first] = group;
  const strong = new Set([first.source, first.target]);
  const evidence = group.map((row) => sentenceItem(row.sentence, strong, row));
  return h("li", { class: "relation" },
    h("div", { class: "triple" }, nameLink(first.source), h("span", { class: "says" }, phrase(group)), first.target && nameLink(first.target), status(first)),
    h("ul", { class: "plain" }, evidence[0]),
    evidence.length > 1 && h("details", { class: "further" }, h("summary", {}, t("more", { n: evidence.length - 1 })), h("ul", { class: "plain" }, evidence.slice(1))));
}

function relations(rows) {
  return rows.length ? section(t("relations"), rows.length, longList(alike(rows), relationItem, { class: "relations" })) : null;
}

function quoteItem(quote) {
  return h("li", { class: "quote" },
    arabic("blockquote", { class: "reading" }, quote.quote),
    h("div", { class: "cue" }, known("kind_", quote.kind), quote.cue && [" · ", bdi(quote.cue)]),
    h("ul", { class: "plain" }, sentenceItem(quote.sentence, new Set([quote.source]))));
}

function neighbourItem(entity, most, onTie) {
  return (tie) => {
    const other = tie.source === entity ? tie.target : tie.source;
    const bar = h("span", { class: "bar", "aria-hidden": "true", style: { "inline-size": `${(100 * tie.weight) / most}%` } });
    return h("li", {}, nameLink(other),
      h("button", { type: "button", class: "weight", onclick: () => onTie(tie) }, bar, h("span", {}, t("sentenceCount", { n: tie.weight })),
        h("span", { class: "unseen" }, ` ${entity.name} – ${other.name}`)));
  };
}

function namedWith(entity, onTie) {
  const ties = [...entity.ties.cooccurrence].sort((a, b) => b.weight - a.weight || b.npmi - a.npmi || a.index - b.index);
  if (!ties.length) return null;
  return section(t("namedWith"), ties.length, longList(ties, neighbourItem(entity, ties[0].weight, onTie), { class: "neighbours" }));
}

/** The card of an entity; `onTie(tie)` opens a tie's. */
export function entityCard(entity, onTie) {
  const strong = new Set([entity]);
  return h("article", { class: `card ${entity.type.toLowerCase()}` },
    h("header", {}, chip(entity),
      arabic("h2", { tabindex: -1 }, entity.name),
      entity.latin && h("p", { class: "latin", dir: "ltr", lang: "ar-Latn" }, entity.latin),
      entity.role && arabic("p", { class: "role" }, entity.role),
      entity.implied && h("p", { class: "hint" }, t("implied"))),
    facts(entity), spellings(entity), relations(entity.relations), namedWith(entity, onTie),
    entity.quotes.length ? section(t("quotes"), entity.quotes.length, longList(entity.quotes, quoteItem, { class: "quotes" })) : null,
    entity.sentences.length ? section(t("sentences"), entity.sentences.length, longList(entity.sentences, (sentence) => sentenceItem(sentence, strong), { class: "plain" })) : null);
}

function tieFacts(tie) {
  const list = [[t(tie.kind === "relations" ? "weightSaid" : "weightNear"), number(tie.weight)], [t("articlesCount"), number(tie.articles)], typeof tie.npmi === "number" && [t("npmi"), decimal(tie.npmi)]];
  return h("dl", { class: "facts" }, list.filter(Boolean).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

/** The card of a tie: both names, what is claimed, and every sentence kept. */
export function tieCard(tie) {
  const strong = new Set([tie.source, tie.target]);
  const claims = tie.rows ?? tie.source.relations.filter((row) => strong.has(row.source) && strong.has(row.target) && row.target !== row.source);
  const own = tie.kind === "relations" ? [] : tie.sentences;
  return h("article", { class: "card tie" },
    h("header", {}, h("span", { class: "chip" }, t(tie.kind === "relations" ? "tiesSaid" : "tiesNear")),
      h("h2", { tabindex: -1 }, nameLink(tie.source), h("span", { class: "dash", "aria-hidden": "true" }, "—"), nameLink(tie.target))),
    tieFacts(tie),
    relations(claims),
    own.length ? section(t("sentences"), own.length, longList(own, (sentence) => sentenceItem(sentence, strong), { class: "plain" })) : null,
    tie.more > 0 ? h("p", { class: "hint" }, t("kept", { n: tie.more })) : null);
}
