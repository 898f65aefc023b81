// Starts the page: reads the data, keeps the state, and lets the address bar say what is open (so that "back" works).
import { articleList, articleText, lightSentence } from "./articles.js";
import { entityCard, tieCard } from "./card.js";
import { byId, h } from "./dom.js";
import { gexf, namesCsv, save, tiesCsv } from "./exports.js";
import { filtered, noChoices } from "./filter.js";
import { currentLanguage, setLanguage, t } from "./i18n.js";
import { readModel } from "./model.js";
import { namesTable } from "./names.js";
import { createNetwork } from "./network.js";
import { toPng, toSvg } from "./picture.js";
import { searchIndex } from "./search.js";
import { searchBox } from "./searchbox.js";
import { legend, sidePanel } from "./side.js";
import { stillNetwork } from "./still.js";
import { THEMES, currentTheme } from "./theme.js";

const VIEWS = ["network", "names", "articles"];
const model = readModel(JSON.parse(byId("data").textContent));
const licences = JSON.parse(byId("licences").textContent);
const state = { view: "network", choices: noChoices(), shown: null, entity: null, tie: null, article: null, at: null, sought: "", order: { key: "mentions", descending: true } };
let network = null;

// A page opened from disk may be refused its storage; the choice of language and theme then lasts as long as the page.
function remember(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(`shabaka-${key}`);
    localStorage.setItem(`shabaka-${key}`, value);
  } catch {
    return null;
  }
  return value;
}

function refilter() {
  state.shown = filtered(model, state.choices);
  network.show(state.shown, state.choices.kind);
  byId("empty").hidden = state.shown.entities.size > 0;
  byId("empty").querySelector("button").hidden = model.entities.length === 0;
  said();
  drawTable();
}

function said() {
  const ties = state.choices.kind === "relations" ? model.said : model.near;
  byId("shown").textContent = t("shown", { names: state.shown.entities.size, allNames: model.entities.length, ties: state.shown.ties.size, allTies: ties.length });
}

function drawTable() {
  if (state.view !== "names") return;
  byId("table").replaceChildren(...namesTable(state.shown, state.order, (order) => {
    state.order = order;
    drawTable();
    byId("table").querySelector("[aria-sort=ascending] button, [aria-sort=descending] button").focus();
  }).filter(Boolean));
}

function reset() {
  state.choices = noChoices();
  drawSide();
  refilter();
  network.reset();
}

function drawSide() {
  const change = (changes, redraw) => {
    Object.assign(state.choices, changes);
    if (redraw) drawSide();
    refilter();
  };
  const restyle = (changes) => {
    network.setLook(changes);
    byId("legend").replaceChildren(...legend(model, network.look));
  };
  byId("side").replaceChildren(...sidePanel({ model, choices: state.choices, look: network.look, licences, change, reset, restyle }));
  byId("legend").replaceChildren(...legend(model, network.look));
}

function drawPanel() {
  const panel = byId("panel");
  const content = state.tie ? tieCard(state.tie) : state.entity ? entityCard(state.entity, openTie) : null;
  panel.hidden = !content;
  document.body.classList.toggle("with-panel", Boolean(content));
  if (!content) return panel.replaceChildren();
  panel.setAttribute("aria-label", (state.tie ? [state.tie.source, state.tie.target] : [state.entity]).map(({ name }) => name).join(" – "));
  panel.replaceChildren(h("button", { type: "button", class: "button icon close", "aria-label": t("close"), onclick: closePanel }, "×"), content);
  panel.scrollTop = 0;
  return panel.querySelector("h2").focus({ preventScroll: true });
}

function drawReader() {
  if (state.view !== "articles") return;
  const { article } = state;
  const text = h("div", { class: "page" }, article ? articleText(article) : h("p", { class: "hint" }, t("chooseArticle")));
  byId("reader").replaceChildren(h("div", { class: "index" }, articleList(model, article, state.sought, (words) => { state.sought = words; })), text);
  byId("reader").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (article && state.at !== null) lightSentence(text, state.at);
  else text.scrollTop = 0;
}

function drawView() {
  document.body.dataset.view = state.view;
  byId("stage").hidden = state.view !== "network";
  byId("table").hidden = state.view !== "names";
  byId("reader").hidden = state.view !== "articles";
  byId("side").hidden = state.view === "articles";
  for (const link of byId("views").children) {
    if (link.dataset.view === state.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  drawTable();
  drawReader();
}

const go = (parts) => {
  location.hash = new URLSearchParams(parts);
};

function openTie(tie) {
  byId("welcome").hidden = true;
  if (!state.shown.ties.has(tie.key) && state.view === "network") network.select({ entity: state.entity });
  Object.assign(state, { tie });
  network.select({ tie });
  drawPanel();
}

function openEntity(entity) {
  byId("welcome").hidden = true;
  Object.assign(state, { entity, tie: null });
  network.select({ entity });
  drawPanel();
}

function closePanel() {
  if (state.tie && state.entity) return openEntity(state.entity);
  Object.assign(state, { entity: null, tie: null });
  network.select({});
  drawPanel();
  return go({ view: state.view });
}

/** The address decides: #view=names, #entity=ID, #article=ID&at=OFFSET. */
function route() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const entity = model.byId.get(parts.get("entity"));
  const article = model.articleById.get(parts.get("article"));
  if (article) {
    Object.assign(state, { view: "articles", article, at: parts.has("at") ? Number(parts.get("at")) : null });
    drawView();
    byId("reader").querySelector("h2").focus({ preventScroll: true });
  } else if (VIEWS.includes(parts.get("view"))) {
    Object.assign(state, { view: parts.get("view"), article: parts.get("view") === "articles" ? state.article ?? model.articles[0] : state.article, at: null });
    drawView();
  }
  if (entity) openEntity(entity);
}

function translate() {
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  document.title = model.title || t("title");
  byId("title").textContent = model.title || t("title");
  byId("counts").textContent = [["nameCount", "entities"], ["relationCount", "relations"], ["articleCount", "articles"]].map(([key, count]) => t(key, { n: model.counts[count] })).join(" · ");
  byId("search").placeholder = t("search");
  byId("search").title = t("searchHint");
  byId("search").setAttribute("aria-label", `${t("search")} (${t("searchHint")})`);
  byId("hits").setAttribute("aria-label", t("search"));
  byId("picture").setAttribute("aria-label", t("pictureLabel"));
  byId("empty").firstElementChild.textContent = t(model.entities.length ? "nothing" : "noNames");
  byId("language").lang = currentLanguage() === "ar" ? "en" : "ar";
  nameTheme();
}

function nameTheme() {
  const chosen = document.documentElement.dataset.theme;
  const label = t(chosen === "dark" ? "themeDark" : chosen === "light" ? "themeLight" : "themeAuto");
  byId("theme").setAttribute("aria-label", label);
  byId("theme").title = label;
}

function setTheme(chosen) {
  if (chosen) document.documentElement.dataset.theme = chosen;
  network?.setLook({ theme: THEMES[currentTheme()] });
}

function redrawAll() {
  translate();
  drawSide();
  said();
  drawView();
  if (state.entity || state.tie) drawPanel();
}

const pictureTitle = () => t("pictureTitle", { n: state.shown.entities.size });

/** The picture to save; another view has given it no room, so it is shown first. */
function pictured() {
  if (state.view !== "network") {
    state.view = "network";
    drawView();
    network.resize();
  }
  return network.scene();
}

const SAVES = {
  png: async () => save("shabaka.png", await toPng(pictured(), 3), "image/png"),
  svg: () => save("shabaka.svg", new XMLSerializer().serializeToString(toSvg(pictured(), pictureTitle())), "image/svg+xml"),
  names: () => save("shabaka-names.csv", namesCsv(state.shown), "text/csv"),
  ties: () => save("shabaka-ties.csv", tiesCsv(state.shown), "text/csv"),
  gexf: () => save("shabaka.gexf", gexf(state.shown, state.choices.kind === "relations"), "application/xml"),
  print: () => window.print(),
};

function wire() {
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => {
      byId("downloads").open = false;
      SAVES[button.dataset.save]();
    });
  }
  for (const button of document.querySelectorAll("[data-zoom]")) {
    const factor = Number(button.dataset.zoom);
    button.addEventListener("click", () => (factor ? network.zoom(factor) : network.reset()));
  }
  byId("empty").querySelector("button").addEventListener("click", reset);
  byId("language").addEventListener("click", () => {
    setLanguage(currentLanguage() === "ar" ? "en" : "ar");
    remember("language", currentLanguage());
    redrawAll();
  });
  byId("theme").addEventListener("click", () => {
    setTheme(currentTheme() === "dark" ? "light" : "dark");
    remember("theme", document.documentElement.dataset.theme);
    nameTheme();
    byId("legend").replaceChildren(...legend(model, network.look));
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTheme(null));
  window.addEventListener("hashchange", route);
  window.addEventListener("beforeprint", () => {
    if (state.view === "network") byId("print").replaceChildren(toSvg(network.scene(THEMES.light), pictureTitle()));
  });
  document.addEventListener("click", (event) => {
    if (!byId("downloads").contains(event.target)) byId("downloads").open = false;
    // The card of the entity that the address already names must open again after it was closed or covered by a tie.
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) route();
  });
  document.addEventListener("keydown", globalKeys);
  byId("picture").addEventListener("keydown", pictureKeys);
}

function globalKeys(event) {
  const typing = event.target.closest?.("input, select, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("search").focus();
  } else if (event.key === "Escape") {
    if (byId("downloads").open) byId("downloads").open = false;
    else if (!byId("panel").hidden) closePanel();
  }
}

const PAN = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function pictureKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (PAN[event.key]) network.pan(...PAN[event.key]);
  else if (event.key === "+" || event.key === "=") network.zoom(0.7);
  else if (event.key === "-") network.zoom(1.45);
  else if (event.key === "0") network.reset();
  else return;
  event.preventDefault();
}

function makeNetwork() {
  const on = { entity: (entity) => (entity ? go({ entity: entity.id }) : !byId("panel").hidden && closePanel()), tie: openTie };
  try {
    return createNetwork(byId("picture"), model, on);
  } catch {
    return stillNetwork(byId("picture"), model, on);
  }
}

function start() {
  setLanguage(remember("language") === "en" ? "en" : "ar");
  setTheme(remember("theme"));
  network = makeNetwork();
  translate();
  drawSide();
  refilter();
  wire();
  searchBox(searchIndex(model.entities), (entity) => {
    go({ entity: entity.id });
    if (state.view === "network" && state.shown.entities.has(entity)) network.goTo(entity);
  }, (words) => {
    state.sought = words;
    if (state.view === "articles") drawReader();
    else go({ view: "articles" });
  });
  drawView();
  route();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

start();
