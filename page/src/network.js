// The network on screen: sigma.js draws nodes and ties, this module decides colours, sizes, emphasis and names.
import Graph from "graphology";
import { Drawing } from "./drawing.js";
import { short } from "./dom.js";
import { placeLabels } from "./labels.js";
import { FONT, paintLabel, shapeOf } from "./picture.js";
import { pacer } from "./pace.js";
import { shapeProgram } from "./shapes.js";
import { tiePrograms } from "./ties.js";
import { THEMES, communityColor, currentTheme } from "./theme.js";

const MOST_LABELS = 220;
const MOST_LABELS_LATE = 60; // while the picture moves and drawing is late
const FEW = 300; // nodes up to which each is kept free of names
const REACH = { circle: 1, diamond: 1.25, square: 0.9 }; // of shapes of the same area, in radii of the circle
const STAY = 60; // milliseconds on a node after which it is pointed at

const MANY_TIES = 1500; // beyond these, ties are drawn thinner
const tieWidth = (weight, most, count) => (count > MANY_TIES ? 0.6 : 1) * (1 + 4.5 * Math.sqrt((weight - 1) / Math.max(most - 1, 1)));

/** What is drawn, in which look; changed only through the functions of `createNetwork`. */
function newLook() {
  return { theme: THEMES[currentTheme()], colorBy: "type", labels: "arabic", shown: null, selected: null, tie: null, hovered: null, scale: 1 };
}

export function labelOf(entity, labels) {
  const [name, latin] = [short(entity.name), short(entity.latin)];
  if (labels === "latin") return latin || name;
  return labels === "both" && latin ? `${name} · ${latin}` : name;
}

function entityColor(entity, look) {
  return look.colorBy === "community" ? communityColor(entity.community, look.theme) : look.theme.types[entity.type] ?? look.theme.other;
}

function neighbours(entity, look) {
  const found = new Set([entity]);
  for (const { tie } of look.shown.ties.values()) {
    if (tie.source === entity) found.add(tie.target);
    if (tie.target === entity) found.add(tie.source);
  }
  return found;
}

/** The entities that stand out now (null: all alike): a tie's two ends, or the chosen or pointed-at one and its neighbours. */
function emphasis(look) {
  if (look.tie) return new Set([look.tie.source, look.tie.target]);
  const middle = look.hovered ?? look.selected;
  return middle && look.shown.entities.has(middle) ? neighbours(middle, look) : null;
}

function nodeLook(entity, look) {
  const faded = look.emphasis && !look.emphasis.has(entity);
  return {
    size: entity.size * look.scale,
    color: faded ? look.theme.dim : entityColor(entity, look),
    shape: shapeOf(entity.type),
    hidden: !look.shown.entities.has(entity),
    zIndex: faded ? 0 : entity === look.selected || entity === look.hovered ? 2 : 1,
  };
}

function tieLook(tie, look, most) {
  const shown = look.shown.ties.get(tie.key);
  if (!shown) return { hidden: true };
  const middle = look.hovered ?? look.selected;
  const strong = look.tie ? tie === look.tie : middle && (tie.source === middle || tie.target === middle);
  const faded = look.emphasis && !strong;
  return { size: tieWidth(shown.weight, most, look.shown.ties.size), color: strong ? look.theme.tieStrong : faded ? look.theme.tieDim : look.theme.tie, zIndex: strong ? 1 : 0 };
}

function buildGraph(model) {
  const graph = new Graph({ multi: true, type: "directed" });
  for (const entity of model.entities) graph.addNode(String(entity.index), { x: entity.x, y: entity.y, entity });
  return graph;
}

function setTies(graph, ties) {
  graph.clearEdges();
  for (const tie of ties) {
    const type = tie.kind === "relations" ? "arrow" : "line";
    graph.addDirectedEdgeWithKey(tie.key, String(tie.source.index), String(tie.target.index), { tie, type });
  }
}

function widthMeasurer() {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map();
  return ({ label, font, must }) => {
    const key = `${must ? 700 : 500} ${font}px`;
    const whole = `${key} ${label}`;
    if (!known.has(whole)) {
      context.font = `${key} ${FONT}`;
      known.set(whole, context.measureText(label).width);
    }
    return known.get(whole);
  };
}

/** The ring that marks a node, on the canvas of the names. */
function paintRing(context, { x, y, r }, theme) {
  context.beginPath();
  context.arc(x, y, r * 1.25 + 4, 0, 2 * Math.PI);
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.5;
  context.stroke();
}

/**
 * Draw the network in a container.
 * @param on {entity(entity|null), tie(tie)}: what was clicked
 */
export function createNetwork(container, model, on) {
  const look = newLook();
  const graph = buildGraph(model);
  const ranked = [...model.entities].sort((a, b) => b.mentions - a.mentions || a.index - b.index);
  const measure = widthMeasurer();
  let moved = false;
  let arriving = 0;
  let mostWeight = 1;
  let kind = "";

  const moving = () => sigma.dragged !== null || sigma.getMouseCaptor().isMouseDown || sigma.getMouseCaptor().isMoving || sigma.getCamera().isAnimated();
  const pace = pacer(moving, () => sigma.scheduleRender());
  const sigma = new Drawing(graph, container, {
    allowInvalidContainer: true,
    defaultNodeType: "shape",
    nodeProgramClasses: { shape: shapeProgram(() => look.theme.ring) },
    edgeProgramClasses: tiePrograms(pace.most),
    nodeReducer: (_, { entity, ...at }) => ({ ...at, ...(look.shown ? nodeLook(entity, look) : { hidden: true }) }),
    edgeReducer: (_, { tie, type }) => ({ type, ...(look.shown ? tieLook(tie, look, mostWeight) : { hidden: true }) }),
    renderLabels: false,
    enableEdgeEvents: true,
    zIndex: true,
    stagePadding: 48,
    minCameraRatio: 0.02,
    maxCameraRatio: 4,
    defaultDrawNodeHover: () => undefined,
  });

  sigma.createCanvasContext("names", { beforeLayer: "mouse", style: { pointerEvents: "none" } });
  sigma.resize(true);
  const { names } = sigma.getCanvases();
  new ResizeObserver(resized).observe(container);

  /** On a small screen nodes are smaller, or they would hide each other. */
  function resized() {
    const { width, height } = container.getBoundingClientRect();
    if (!width || !height) return;
    look.scale = Math.min(1, Math.max(0.45, Math.min(width, height * 1.3) / 850));
    sigma.setSetting("stagePadding", width < 600 ? 24 : 48);
    sigma.scheduleRefresh();
  }

  const marked = () => [look.hovered, look.selected].filter((entity) => entity && look.shown.entities.has(entity));

  /** The names in the order of their weight, those that must be written first; made one by one, as far as they are asked for. */
  function* labelItems() {
    const must = new Set(look.emphasis ? marked() : []);
    const place = sigma.projection();
    for (const entity of look.emphasis ? new Set([...must, ...look.emphasis]) : ranked) {
      if (!look.shown.entities.has(entity)) continue;
      const { x, y, r } = place(String(entity.index));
      yield { x, y, r: r * REACH[shapeOf(entity.type)], label: labelOf(entity, look.labels), font: Math.round(Math.min(18, 10.5 + r * 0.35)), must: must.has(entity) };
    }
  }

  /** In a network that can be read whole no name covers a node. */
  function* discs() {
    if (look.shown.entities.size > FEW) return;
    const place = sigma.projection();
    for (const entity of look.shown.entities) yield place(String(entity.index));
  }

  function labelsNow(most = MOST_LABELS) {
    return placeLabels(labelItems(), measure, sigma.getDimensions(), most, discs());
  }

  sigma.on("afterRender", () => {
    if (!look.shown) return;
    pace.frame(look.shown.ties.size);
    const context = names.getContext("2d");
    const { width, height } = sigma.getDimensions();
    context.clearRect(0, 0, width, height);
    const place = sigma.projection();
    for (const entity of marked()) paintRing(context, place(String(entity.index)), look.theme);
    for (const label of labelsNow(pace.isLate() ? MOST_LABELS_LATE : MOST_LABELS)) paintLabel(context, label, look.theme);
  });

  function restyle() {
    look.emphasis = look.shown && emphasis(look);
    sigma.refresh({ skipIndexation: false });
  }

  function dragTo(event) {
    moved = true;
    const { x, y } = sigma.viewportToGraph(event);
    Object.assign(graph.getNodeAttributes(sigma.dragged), { x, y });
    sigma.refresh({ partialGraph: { nodes: [sigma.dragged], edges: graph.edges(sigma.dragged) }, skipIndexation: true, schedule: true });
  }

  sigma.on("downNode", ({ node }) => {
    moved = false;
    hover(graph.getNodeAttribute(node, "entity"));
    sigma.dragged = node;
    if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
  });
  sigma.on("moveBody", ({ event }) => {
    if (sigma.dragged === null) return;
    dragTo(event);
    event.preventSigmaDefault();
    event.original.preventDefault();
  });
  const release = () => {
    sigma.dragged = null;
    sigma.forget();
  };
  sigma.on("upNode", release);
  sigma.on("upStage", release);
  sigma.on("clickNode", ({ node }) => !moved && on.entity(graph.getNodeAttribute(node, "entity")));
  sigma.on("clickEdge", ({ edge }) => on.tie(graph.getEdgeAttribute(edge, "tie")));
  sigma.on("clickStage", () => on.entity(null));
  sigma.on("enterNode", ({ node }) => point(graph.getNodeAttribute(node, "entity")));
  sigma.on("leaveNode", () => point(null));
  sigma.on("enterEdge", () => container.classList.add("pointing"));
  sigma.on("leaveEdge", () => container.classList.remove("pointing"));

  /** A node is pointed at once the pointer stays on it: on its way across the picture it changes nothing. */
  function point(entity) {
    if (sigma.dragged !== null) return;
    container.classList.toggle("pointing", Boolean(entity));
    clearTimeout(arriving);
    arriving = setTimeout(hover, entity ? STAY : 0, entity);
  }

  function hover(entity) {
    clearTimeout(arriving);
    if (entity === look.hovered) return;
    look.hovered = entity;
    restyle();
  }

  return {
    sigma,
    look,
    /** Show what a filter left; ties of another kind replace those drawn. */
    show(shown, chosenKind) {
      look.shown = shown;
      look.hovered = null;
      mostWeight = Math.max(1, ...[...shown.ties.values()].map(({ weight }) => weight));
      if (kind !== chosenKind) setTies(graph, chosenKind === "relations" ? model.said : model.near);
      kind = chosenKind;
      restyle();
    },
    select({ entity = null, tie = null }) {
      Object.assign(look, { selected: entity, tie, hovered: null });
      restyle();
    },
    setLook(changes) {
      Object.assign(look, changes);
      restyle();
    },
    /** Bring an entity into the middle, close enough to read its neighbours. */
    goTo(entity) {
      const data = sigma.getNodeDisplayData(String(entity.index));
      const ratio = Math.min(sigma.getCamera().ratio, model.entities.length > 300 ? 0.35 : 0.7);
      return sigma.getCamera().animate({ x: data.x, y: data.y, ratio }, { duration: calm() ? 0 : 350 });
    },
    zoom(factor) {
      const camera = sigma.getCamera();
      camera.animate({ ratio: camera.ratio * factor }, { duration: calm() ? 0 : 180 });
    },
    pan(dx, dy) {
      const camera = sigma.getCamera();
      camera.setState({ x: camera.x + dx * camera.ratio * 0.1, y: camera.y + dy * camera.ratio * 0.1 });
    },
    reset: () => sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: calm() ? 0 : 250 }),
    /** Fill the container, which may have been hidden. */
    resize() {
      sigma.refresh();
    },
    /** The present view as plain shapes, for SVG, PNG and print. */
    scene(theme = look.theme) {
      return sceneOf(sigma, graph, { ...look, theme }, labelsNow());
    },
  };
}

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function sceneOf(sigma, graph, look, labels) {
  const at = sigma.projection();
  const nodes = [];
  const ties = [];
  graph.forEachNode((node, { entity }) => {
    if (!look.shown.entities.has(entity)) return;
    const { x, y, r, data } = at(node);
    const color = look.emphasis && !look.emphasis.has(entity) ? look.theme.dim : entityColor(entity, look);
    nodes.push({ x, y, r, shape: data.shape, color, label: labelOf(entity, look.labels), z: data.zIndex });
  });
  graph.forEachEdge((edge, { tie }, source, target) => {
    if (!look.shown.ties.has(tie.key)) return;
    const [a, b, data] = [at(source), at(target), sigma.getEdgeDisplayData(edge)];
    const drawn = tieLook(tie, look, 1);
    ties.push({ x1: a.x, y1: a.y, x2: b.x, y2: b.y, targetRadius: b.r, arrow: tie.kind === "relations", width: sigma.scaleSize(data.size), color: drawn.color, z: drawn.zIndex });
  });
  const byDepth = (a, b) => a.z - b.z;
  return { ...sigma.getDimensions(), theme: look.theme, nodes: nodes.sort(byDepth), ties: ties.sort(byDepth), labels };
}
