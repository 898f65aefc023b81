// The side panel: filters, the look of the picture, what was left out, and about the page.
import { bdi, h } from "./dom.js";
import { known, number, t } from "./i18n.js";
import { TYPES, communityColor } from "./theme.js";

const field = (label, control) => h("label", { class: "field" }, h("span", {}, label), control);

function options(list, chosen) {
  return list.map(([value, label]) => h("option", { value, selected: String(value) === String(chosen) }, label));
}

const select = (id, list, chosen, onchange) => h("select", { id, onchange: (event) => onchange(event.target.value) }, options(list, chosen));

function radios(name, legend, list, chosen, onchange) {
  return h("fieldset", { class: "segments" }, h("legend", {}, legend), h("div", {}, list.map(([value, label]) =>
    h("label", {}, h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchange(value) }), h("span", {}, label)))));
}

/** People, places, organizations, then whatever a newer table may hold. */
const inOrder = (types) => [...types].sort((a, b) => (TYPES.indexOf(a) + 1 || 9) - (TYPES.indexOf(b) + 1 || 9));

function typeBoxes(model, choices, change) {
  const counts = new Map();
  for (const entity of model.entities) counts.set(entity.type, (counts.get(entity.type) ?? 0) + 1);
  const types = inOrder(counts.keys());
  const toggle = (type, on) => {
    const chosen = new Set(choices.types ?? types);
    if (on) chosen.add(type);
    else chosen.delete(type);
    change({ types: chosen.size === types.length ? null : chosen });
  };
  return h("fieldset", { class: "types" }, h("legend", {}, t("type")), types.map((type) => h("label", { class: type.toLowerCase() },
    h("input", { type: "checkbox", name: "type", value: type, checked: !choices.types || choices.types.has(type), onchange: (event) => toggle(type, event.target.checked) }),
    h("i", { class: "shape", "aria-hidden": "true" }), h("span", {}, known("", type)), h("span", { class: "count" }, number(counts.get(type))))));
}

function weightRange(model, choices, change) {
  const most = Math.max(1, ...(choices.kind === "relations" ? model.said : model.near).map((tie) => tie.weight));
  const shown = h("output", { for: "weight" }, number(choices.weight));
  const input = h("input", { type: "range", id: "weight", min: 1, max: Math.min(most, 50), value: choices.weight, disabled: most === 1,
    oninput: (event) => {
      shown.textContent = number(Number(event.target.value));
      change({ weight: Number(event.target.value) });
    } });
  return h("div", { class: "field" }, h("label", { for: "weight" }, t(choices.kind === "relations" ? "leastSaid" : "leastNear")), h("div", { class: "range" }, input, shown));
}

/** The communities by size, each called after its most named member. */
export function communities(model) {
  const found = new Map();
  for (const entity of model.entities) {
    if (entity.community < 0) continue;
    const best = found.get(entity.community);
    found.set(entity.community, { n: (best?.n ?? 0) + 1, name: best && best.mentions >= entity.mentions ? best.name : entity.name, mentions: Math.max(best?.mentions ?? 0, entity.mentions) });
  }
  return [...found].sort(([a], [b]) => a - b);
}

function communityField(model, choices, change) {
  const list = communities(model).filter(([, { n }]) => n > 1).map(([id, { name, n }]) => [id, `${t("communityOf", { n: id + 1, name: `\u2068${name}\u2069` })} (${number(n)})`]);
  return field(t("community"), select("community", [["", t("allCommunities")], ...list], choices.community, (value) => change({ community: value })));
}

function dateFields(model, choices, change) {
  const days = model.articles.map((article) => article.published.slice(0, 10)).filter(Boolean).sort();
  if (!days.length) return h("p", { class: "hint" }, t("noDates"));
  const bounds = { type: "date", min: days[0], max: days[days.length - 1] };
  const one = (key, label) => field(label, h("input", { ...bounds, id: `date-${key}`, value: choices[key], onchange: (event) => change({ [key]: event.target.value }) }));
  return h("fieldset", { class: "dates" }, h("legend", {}, t("dates")), one("from", t("from")), one("to", t("to")),
    days.length < model.articles.length && h("p", { class: "hint" }, t("undated")));
}

function filters(model, choices, change, reset) {
  return h("form", { class: "block", onsubmit: (event) => event.preventDefault() }, h("h2", {}, t("filters")),
    radios("kind", t("ties"), [["cooccurrence", t("tiesNear")], ["relations", t("tiesSaid")]], choices.kind, (kind) => change({ kind, weight: 1 }, true)),
    typeBoxes(model, choices, change), weightRange(model, choices, change), communityField(model, choices, change), dateFields(model, choices, change),
    h("label", { class: "check" }, h("input", { type: "checkbox", id: "loose", checked: choices.loose, onchange: (event) => change({ loose: event.target.checked }) }), t("loose")),
    h("p", { id: "shown", class: "hint", role: "status" }),
    h("button", { type: "button", class: "button", onclick: reset }, t("reset")));
}

function lookBlock(look, restyle) {
  return h("form", { class: "block", onsubmit: (event) => event.preventDefault() }, h("h2", {}, t("look")),
    radios("color", t("colorBy"), [["type", t("type")], ["community", t("byCommunity")]], look.colorBy, (colorBy) => restyle({ colorBy })),
    field(t("labels"), select("labels", [["arabic", t("labelsArabic")], ["latin", t("labelsLatin")], ["both", t("labelsBoth")]], look.labels, (labels) => restyle({ labels }))));
}

const LEFT = [["entities", "leftEntities"], ["ties", "leftTies"], ["texts", "leftTexts"], ["relations", "leftRelations"], ["quotes", "leftQuotes"]];

/** What the page does not hold, as one sentence; null where it holds all. */
function leftOut(model) {
  const parts = LEFT.filter(([key]) => model.left[key] > 0).map(([key, string]) => t(string, { n: model.left[key] }));
  if (!parts.length) return null;
  return h("p", { class: "left", id: "left" }, t("leftOut"), parts.join(t("comma")), ". ", t("leftTables"));
}

function about(licences) {
  return h("details", { class: "block about" }, h("summary", {}, t("about")), h("p", {}, t("aboutText")), h("p", {}, t("keys")),
    h("details", {}, h("summary", {}, t("licences")), h("pre", { dir: "ltr", lang: "en", tabindex: 0 }, licences)));
}

/** All of the side panel. */
export function sidePanel({ model, choices, look, licences, change, reset, restyle }) {
  return [leftOut(model), filters(model, choices, change, reset), lookBlock(look, restyle), about(licences)].filter(Boolean);
}

/** What shapes and colours mean, beside the picture. */
export function legend(model, look) {
  if (look.colorBy === "type") {
    return inOrder(new Set(model.entities.map((entity) => entity.type))).map((type) => h("li", { class: type.toLowerCase() }, h("i", { class: "shape", "aria-hidden": "true" }), known("", type)));
  }
  return communities(model).filter(([, { n }]) => n > 1).slice(0, 10).map(([id, { name }]) =>
    h("li", {}, h("i", { class: "dot", "aria-hidden": "true", style: { "background-color": communityColor(id, look.theme) } }), bdi(name)));
}
