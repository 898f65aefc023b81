// The articles view: a list to choose from and the chosen article with every mention marked.
import { arabic, bdi, h, webAddress } from "./dom.js";
import { fold } from "./fold.js";
import { day, t } from "./i18n.js";
import { articleLink, articleName, marked, sentenceItem } from "./marks.js";

const MOST = 400;

function facts(article) {
  return [article.outlet && bdi(article.outlet), article.published && day(article.published)].filter(Boolean);
}

function item(article, open) {
  const names = new Set(article.sentences.flatMap((sentence) => sentence.mentions.map((mention) => mention.entity))).size;
  return h("li", {}, h("a", { href: articleLink(article), "aria-current": article === open ? "true" : false },
    h("bdi", { class: "headline" }, articleName(article)), h("span", { class: "facts" }, [...facts(article), t("nameCount", { n: names })].map((part, index) => (index ? [" · ", part] : part)))));
}

const matches = (article, query) => !query || fold(`${article.title} ${article.id} ${article.outlet} ${article.text ?? ""}`).includes(query);

/** The list of articles with a field that filters it; `onQuery` is told what is looked for. */
export function articleList(model, open, query, onQuery) {
  const list = h("ul", { class: "plain articles" });
  const fill = (words) => {
    const found = model.articles.filter((article) => matches(article, fold(words)));
    list.replaceChildren(...(found.length ? found.slice(0, MOST).map((article) => item(article, open)) : [h("li", { class: "hint" }, t("noArticles"))]));
  };
  const field = h("input", { type: "search", id: "article-search", "aria-label": t("filterArticles"), placeholder: t("filterArticles"), value: query, oninput: (event) => {
    onQuery(event.target.value);
    fill(event.target.value);
  } });
  fill(query);
  return [field, list];
}

function paragraphs(article) {
  const mentions = article.sentences.flatMap((sentence) => sentence.mentions);
  const parts = [];
  for (const match of article.text.matchAll(/[^\n\r]+/g)) {
    if (!match[0].trim()) continue;
    const [start, end] = [match.index, match.index + match[0].length];
    const outside = end <= article.bodyStart || start >= article.bodyEnd;
    parts.push(arabic("p", { class: outside ? "outside" : null }, sentencesWithin(article, start, end, mentions)));
  }
  return parts;
}

/** A paragraph's text cut at sentence starts, each an element that a link can lead to. */
function sentencesWithin(article, start, end, mentions) {
  const cuts = [start, ...article.sentences.map((sentence) => sentence.start).filter((at) => at > start && at < end), end];
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1];
    const within = mentions.filter((mention) => mention.start >= from && mention.end <= to);
    return h("span", { class: "s", "data-start": from, "data-end": to }, marked(article.text.slice(from, to), from, within));
  });
}

function original(article) {
  const address = webAddress(article.url);
  return address && h("a", { class: "original", href: address, target: "_blank", rel: "noopener noreferrer" }, t("readOriginal"));
}

/** One article to read. */
export function articleText(article) {
  return h("article", { class: "text" },
    h("header", {}, arabic("h2", { tabindex: -1 }, articleName(article)), h("p", { class: "facts" }, h("bdi", {}, article.id), facts(article).map((part) => [" · ", part]), original(article)),
      article.duplicate && h("p", { class: "hint" }, t("duplicate"))),
    article.text === null
      ? [h("p", { class: "hint" }, t("textLeft")), h("ul", { class: "plain" }, article.sentences.map((sentence) => sentenceItem(sentence, new Set())))]
      : h("div", { class: "reading" }, paragraphs(article)));
}

/** Light up and bring into view the sentence at an offset. */
export function lightSentence(container, at) {
  const parts = [...container.querySelectorAll(".s")];
  const found = parts.find((part) => Number(part.dataset.start) <= at && at < Number(part.dataset.end));
  found?.classList.add("lit");
  found?.scrollIntoView({ block: "center" });
}
