// Text with its names marked, as nodes: shared by the articles and by every sentence on a card.
import { arabic, h } from "./dom.js";
import { day, known, t } from "./i18n.js";
import { sentenceText } from "./model.js";

const hash = (parts) => `#${new URLSearchParams(parts)}`;

export const entityLink = (entity) => hash({ entity: entity.id });
export const articleLink = (article, at) => hash(at === undefined ? { article: article.id } : { article: article.id, at });

function mark(mention, text, strong) {
  const { entity } = mention;
  const type = entity.type.toLowerCase();
  return h("a", {
    class: `mark ${type}${strong.has(entity) ? " strong" : ""}`,
    href: entityLink(entity),
    title: `${entity.name} · ${known("one", entity.type)}`,
  }, text);
}

/** `text`, which begins at `offset` of its article, with the mentions marked; `strong` entities stand out. */
export function marked(text, offset, mentions, strong = new Set()) {
  const parts = [];
  let done = 0;
  for (const mention of [...mentions].sort((a, b) => a.start - b.start)) {
    const [start, end] = [mention.start - offset, mention.end - offset];
    if (start < done || end > text.length) continue;
    parts.push(text.slice(done, start), mark(mention, text.slice(start, end), strong));
    done = end;
  }
  parts.push(text.slice(done));
  return parts;
}

const HEAD = 90;

/** What an article is called: its title, else how its text begins, else its id. */
export function articleName(article) {
  const beginning = article.text?.trim().split(/[\n\r]/, 1)[0] ?? "";
  if (article.title || !beginning) return article.title || article.id;
  return beginning.length <= HEAD ? beginning : `${beginning.slice(0, beginning.lastIndexOf(" ", HEAD))} …`;
}

function source(sentence) {
  const { article } = sentence;
  const facts = [article.outlet, article.published && day(article.published)].filter(Boolean).join(" · ");
  return h("a", { class: "source", href: articleLink(article, sentence.start), title: article.id },
    h("span", { class: "into" }, t("openArticle")), h("bdi", {}, articleName(article)), facts && h("span", { class: "facts" }, facts));
}

/** A sentence as a list item: its words, names marked, and the way to its article; `part` shows a stretch of it alone. */
export function sentenceItem(sentence, strong, part = sentence) {
  const [start, end] = [Math.max(part.start, sentence.start), Math.min(part.end, sentence.end)];
  const text = sentenceText(sentence).slice(start - sentence.start, end - sentence.start);
  const dots = (missing) => (missing ? "… " : "");
  return h("li", { class: "sentence" },
    arabic("p", { class: "reading" }, dots(start > sentence.start), marked(text, start, sentence.mentions, strong), dots(end < sentence.end - 1).split("").reverse().join("")), source(sentence));
}
