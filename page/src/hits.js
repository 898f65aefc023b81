// What lies under the pointer, by geometry. sigma asks the graphics card (it draws everything a second time and reads a pixel
// back, which makes every move of the pointer wait for the drawing); some thousand distances are found in a fraction of that.

const NODE_SLACK = 3;
const TIE_SLACK = 4;

/** The last node in the list (drawn on top) whose radius, and a little more, reaches the point; null where there is none. */
export function nodeAt(point, nodes) {
  let best = null;
  let nearest = Infinity;
  for (const node of nodes) {
    const distance = Math.hypot(node.x - point.x, node.y - point.y) - node.r;
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
export function tieAt(point, ties) {
  let best = null;
  let nearest = Infinity;
  for (const tie of ties) {
    const distance = toSegment(point, tie.a, tie.b) - tie.width / 2;
    if (distance < TIE_SLACK && distance < nearest) [best, nearest] = [tie, distance];
  }
  return best;
}
