// The picture for browsers without WebGL: the same scene as SVG, its nodes clickable; no zoom but the browser's.
import { placeLabels } from "./labels.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { labelOf } from "./network.js";
import { shapeOf, toSvg } from "./picture.js";
import { THEMES, communityColor, currentTheme } from "./theme.js";

const WIDTH = 1200;
const HEIGHT = 800;
const MARGIN = 60;

function projection(entities) {
  const [xs, ys] = [entities.map((entity) => entity.x), entities.map((entity) => entity.y)];
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left || 1), (HEIGHT - 2 * MARGIN) / (high - low || 1));
  return ({ x, y }) => ({ x: WIDTH / 2 + (x - (left + right) / 2) * scale, y: HEIGHT / 2 - (y - (low + high) / 2) * scale });
}

/** What createNetwork returns, without WebGL. */
export function stillNetwork(container, model, on) {
  const look = { theme: THEMES[currentTheme()], colorBy: "type", labels: "arabic", shown: null };
  const place = projection(model.entities);

  function scene(theme = look.theme) {
    const ranked = [...look.shown.entities].sort((a, b) => b.mentions - a.mentions || a.index - b.index);
    const nodes = ranked.map((entity) => ({
      ...place(entity), entity, r: entity.size, shape: shapeOf(entity.type), label: labelOf(entity, look.labels),
      color: look.colorBy === "community" ? communityColor(entity.community, theme) : theme.types[entity.type] ?? theme.other,
    }));
    const at = new Map(nodes.map((node) => [node.entity, node]));
    const ties = [...look.shown.ties.values()].map(({ tie, weight }) => {
      const [a, b] = [at.get(tie.source), at.get(tie.target)];
      return { x1: a.x, y1: a.y, x2: b.x, y2: b.y, targetRadius: b.r, width: Math.min(6, 0.6 + weight / 2), color: theme.tie, arrow: tie.kind === "relations" };
    });
    const labels = placeLabels(nodes.map((node) => ({ ...node, font: 12 })), ({ label }) => label.length * 7, { width: WIDTH, height: HEIGHT }, 150);
    return { width: WIDTH, height: HEIGHT, theme, nodes, ties, labels };
  }

  function draw() {
    if (!look.shown) return;
    const drawn = scene();
    const svg = toSvg(drawn, t("pictureTitle", { n: drawn.nodes.length }));
    svg.querySelectorAll("circle, polygon:has(title)").forEach((element, index) => element.addEventListener("click", () => on.entity(drawn.nodes[index].entity)));
    svg.classList.add("still");
    container.replaceChildren(h("p", { class: "hint" }, t("noWebgl")), svg);
  }

  const nothing = () => undefined;
  return {
    look, scene, zoom: nothing, pan: nothing, reset: nothing, goTo: nothing, resize: nothing, select: nothing,
    show(shown) {
      look.shown = shown;
      draw();
    },
    setLook(changes) {
      Object.assign(look, changes);
      draw();
    },
  };
}
