// What lies under the pointer, by geometry. sigma asks the graphics card (it draws everything a second time and reads a pixel
// back, which makes every move of the pointer wait for the drawing); some thousand distances are found in a fraction of that.
// Places are sigma's own; `scale` says how many pixels a unit of place (`unit`) and a unit of size (`size`) are.

const NODE_SLACK = 3;
const TIE_SLACK = 4;

/** The node nearest to the point whose radius, and a little more, reaches it (of equals the last, drawn on top), else null. */
export function nodeAt(point, nodes, scale) {
  let best = null;
  let nearest = Infinity;
  for (const node of nodes) {
    const distance = Math.hypot(node.data.x - point.x, node.data.y - point.y) * scale.unit - node.data.size * scale.size;
    if (distance < NODE_SLACK && distance <= nearest) [best, nearest] = [node, distance];
  }
  return best;
}

function toSegment(point, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a.x + along * dx - point.x, a.y + along * dy - point.y);
}

/** The tie whose line, with its width and a little more, is nearest to the point; null where none is near. */
export function tieAt(point, ties, scale) {
  let best = null;
  let nearest = Infinity;
  for (const tie of ties) {
    const distance = toSegment(point, tie.a, tie.b) * scale.unit - (tie.data.size * scale.size) / 2;
    if (distance < TIE_SLACK && distance < nearest) [best, nearest] = [tie, distance];
  }
  return best;
}
