// All that is shown as a table: the picture's equal for who can't see it, and a quick overview for who can.
import { arabic, h, isEndless, short } from "./dom.js";
import { number, t } from "./i18n.js";
import { chip } from "./card.js";
import { entityLink } from "./marks.js";

const PAGE = 200;
const COLUMNS = [
  { key: "name", value: (e) => e.name, text: true },
  { key: "latin", value: (e) => e.latin, text: true },
  { key: "type", value: (e) => e.type, text: true },
  { key: "role", value: (e) => e.role, text: true },
  { key: "mentions", value: (e) => e.mentions },
  { key: "articlesCount", value: (e) => e.articles },
  { key: "tiesCount", value: (e) => e.shownTies },
];

function compare(column, descending) {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [column.value(a), column.value(b)];
    const order = column.text ? (left === "") - (right === "") || sign * left.localeCompare(right, "ar") : sign * (left - right);
    return order || a.index - b.index;
  };
}

function row(entity) {
  const within = (text, name = "") => `${name}${isEndless(text) ? " endless" : ""}`.trim() || null;
  return h("tr", {},
    h("th", { scope: "row", class: within(entity.name) }, h("a", { class: "name", href: entityLink(entity) }, arabic("span", {}, short(entity.name)))),
    h("td", { class: within(entity.latin, "latin"), dir: "ltr" }, short(entity.latin)), h("td", {}, chip(entity)), arabic("td", { class: within(entity.role) }, short(entity.role)),
    h("td", { class: "number" }, number(entity.mentions)), h("td", { class: "number" }, number(entity.articles)), h("td", { class: "number" }, number(entity.shownTies)));
}

function countTies(shown) {
  for (const entity of shown.entities) entity.shownTies = 0;
  for (const { tie } of shown.ties.values()) {
    tie.source.shownTies += 1;
    tie.target.shownTies += 1;
  }
}

/** The table of the entities that a filter left; the head's buttons sort. */
export function namesTable(shown, order, onSort) {
  countTies(shown);
  const column = COLUMNS.find(({ key }) => key === order.key);
  const entities = [...shown.entities].sort(compare(column, order.descending));
  const head = COLUMNS.map(({ key, text }) => h("th", { scope: "col", class: text ? null : "number", "aria-sort": key !== order.key ? "none" : order.descending ? "descending" : "ascending" },
    h("button", { type: "button", title: t("sortBy", { column: t(key) }), onclick: () => onSort({ key, descending: key === order.key ? !order.descending : !text }) },
      t(key), h("span", { class: "arrow", "aria-hidden": "true" }, key !== order.key ? "" : order.descending ? "↓" : "↑"))));
  const body = h("tbody", {}, entities.slice(0, PAGE).map(row));
  const more = h("button", { type: "button", class: "more", onclick: () => {
    body.append(...entities.slice(PAGE).map(row));
    more.remove();
  } }, t("more", { n: entities.length - PAGE }));
  return [h("table", { class: "names" }, h("caption", { class: "unseen" }, t("names")), h("thead", {}, h("tr", {}, head)), body), entities.length > PAGE ? more : ""];
}
