// The search field with its list of hits, after the ARIA combobox pattern: arrows choose, Enter opens, Esc closes.
import { bdi, byId, h, short } from "./dom.js";
import { t } from "./i18n.js";
import { chip } from "./card.js";
import { search } from "./search.js";

/** Wire the field; `open(entity)` is called with what was chosen, `elsewhere(words)` for words that are in no name. */
export function searchBox(index, open, elsewhere) {
  const [input, list, said] = [byId("search"), byId("hits"), byId("hits-said")];
  let hits = [];
  let active = -1;

  function mark(position) {
    active = position;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    const option = list.children[active];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function choose(hit) {
    const asked = input.value.trim();
    if (!asked) return;
    close();
    input.value = "";
    if (hit) open(hit.entity);
    else elsewhere(asked);
  }

  const entry = (at, chosen, ...content) =>
    h("li", { role: "option", id: `hit-${at}`, "aria-selected": "false", onpointerdown: (event) => event.preventDefault(), onclick: () => choose(chosen) }, ...content);

  function option(hit, at) {
    return entry(at, hit,
      bdi(short(hit.entity.name), { class: "name" }), chip(hit.entity),
      h("span", { class: "facts" }, hit.as ? [t("foundAs"), bdi(short(hit.as)), " · "] : hit.entity.latin && [bdi(short(hit.entity.latin)), " · "], t("mentionCount", { n: hit.entity.mentions })));
  }

  function show() {
    hits = search(index, input.value);
    const asked = input.value.trim() !== "";
    list.replaceChildren(...(hits.length ? hits.map(option) : [entry(0, null, t("noHits"))]));
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    said.textContent = asked ? t("hits", { n: hits.length }) : "";
    mark(asked ? 0 : -1);
  }

  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && hits.length) mark((active + 1) % hits.length);
    else if (event.key === "ArrowUp" && hits.length) mark((active - 1 + hits.length) % hits.length);
    else if (event.key === "Enter") choose(hits[active]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
