// The picture apart from WebGL: the same scene as SVG (download, print, no WebGL) and as PNG.
import { s } from "./dom.js";
import { SHAPES } from "./theme.js";

export const FONT = '"Noto Sans Arabic", "Segoe UI", "SF Arabic", "Geeza Pro", Tahoma, "Noto Sans", system-ui, sans-serif';

const round = (value) => Math.round(value * 10) / 10;

/** Corners of a node's shape around its middle, null for a circle. Areas equal the circle's. */
function corners({ x, y, r, shape }) {
  if (shape === "square") {
    const a = r * 0.886;
    return [[x - a, y - a], [x + a, y - a], [x + a, y + a], [x - a, y + a]];
  }
  if (shape === "diamond") {
    const d = r * 1.253;
    return [[x, y - d], [x + d, y], [x, y + d], [x - d, y]];
  }
  return null;
}

/** The arrow head at a tie's target, where the tie has a direction. */
function arrowHead(tie) {
  const length = Math.hypot(tie.x2 - tie.x1, tie.y2 - tie.y1) || 1;
  const [ux, uy] = [(tie.x2 - tie.x1) / length, (tie.y2 - tie.y1) / length];
  const size = 4 + tie.width * 1.6;
  const [tx, ty] = [tie.x2 - ux * tie.targetRadius, tie.y2 - uy * tie.targetRadius];
  const [bx, by] = [tx - ux * size, ty - uy * size];
  return [[tx, ty], [bx - uy * size * 0.45, by + ux * size * 0.45], [bx + uy * size * 0.45, by - ux * size * 0.45]];
}

const points = (list) => list.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");

function svgNode(node, theme) {
  const common = { fill: node.color, stroke: theme.ring, "stroke-width": 1.2 };
  const shape = corners(node);
  const element = shape
    ? s("polygon", { points: points(shape), ...common })
    : s("circle", { cx: round(node.x), cy: round(node.y), r: round(node.r), ...common });
  element.append(s("title", {}, node.label));
  return element;
}

function svgLabel({ item, x, y }, theme) {
  return s("text", {
    x: round(x), y: round(y + item.font), "font-size": item.font, "font-weight": item.must ? 700 : 500, fill: theme.ink, stroke: theme.halo,
    "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", "text-anchor": "middle", direction: "rtl",
  }, item.label);
}

function svgTie(tie) {
  const line = s("line", {
    x1: round(tie.x1), y1: round(tie.y1), x2: round(tie.x2), y2: round(tie.y2), stroke: tie.color, "stroke-width": round(tie.width),
  });
  return tie.arrow ? [line, s("polygon", { points: points(arrowHead(tie)), fill: tie.color })] : [line];
}

/** The scene as an SVG element; `title` is what a screen reader says. */
export function toSvg(scene, title) {
  const { width, height, theme } = scene;
  return s("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": FONT },
    s("title", {}, title),
    s("rect", { width, height, fill: theme.background }),
    s("g", {}, scene.ties.flatMap(svgTie)),
    s("g", {}, scene.nodes.map((node) => svgNode(node, theme))),
    s("g", {}, scene.labels.map((label) => svgLabel(label, theme))));
}

function trace(context, list) {
  context.beginPath();
  list.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
}

function paintTie(context, tie) {
  context.strokeStyle = tie.color;
  context.fillStyle = tie.color;
  context.lineWidth = tie.width;
  context.beginPath();
  context.moveTo(tie.x1, tie.y1);
  context.lineTo(tie.x2, tie.y2);
  context.stroke();
  if (!tie.arrow) return;
  trace(context, arrowHead(tie));
  context.fill();
}

function paintNode(context, node, theme) {
  const shape = corners(node);
  if (shape) trace(context, shape);
  else {
    context.beginPath();
    context.arc(node.x, node.y, node.r, 0, 2 * Math.PI);
  }
  context.fillStyle = node.color;
  context.strokeStyle = theme.ring;
  context.lineWidth = 1.2;
  context.fill();
  context.stroke();
}

/** Write a placed label on a canvas: text with a halo in the ground's colour. */
export function paintLabel(context, { item, x, y }, theme) {
  context.font = `${item.must ? 700 : 500} ${item.font}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.direction = "rtl";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = theme.halo;
  context.strokeText(item.label, x, y + item.font);
  context.fillStyle = theme.ink;
  context.fillText(item.label, x, y + item.font);
}

/** The scene as a PNG blob, `scale` times as fine as the screen. */
export function toPng(scene, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(scene.width * scale);
  canvas.height = Math.round(scene.height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.fillStyle = scene.theme.background;
  context.fillRect(0, 0, scene.width, scene.height);
  scene.ties.forEach((tie) => paintTie(context, tie));
  scene.nodes.forEach((node) => paintNode(context, node, scene.theme));
  scene.labels.forEach((label) => paintLabel(context, label, scene.theme));
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

export const shapeOf = (type) => SHAPES[type] ?? "circle";
