// Which names are written on the picture: the most important first, none over another.

const CELL = 90;

const ACROSS = 4096; // more cells than any screen has

/** Numbers of the cells that a box touches. */
function cellsOf(box) {
  const found = [];
  for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
    for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) found.push(row * ACROSS + column);
  }
  return found;
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const GAP = 2;
const TALL = 1.35; // heights of the font that a line takes, with what hangs below it

/** Where a label may stand, best first: below its node, above, beside. `x` is its middle, `top` its upper edge. */
function* sites({ x, y, r, font }, half, width) {
  // A node near the edge keeps its whole name in the picture.
  const middle = Math.min(Math.max(x, half), Math.max(width - half, half));
  yield { x: middle, top: y + r + GAP };
  yield { x: middle, top: y - r - GAP - font * TALL };
  if (x - r - 2 * half > 0) yield { x: x - r - half, top: y - (font * TALL) / 2 };
  if (x + r + 2 * half < width) yield { x: x + r + half, top: y - (font * TALL) / 2 };
}

/** Boxes by the cells of a grid, to find quickly what another box would cover. */
function grid() {
  const taken = new Map();
  return {
    take(box) {
      for (const cell of cellsOf(box)) {
        if (taken.has(cell)) taken.get(cell).push(box);
        else taken.set(cell, [box]);
      }
    },
    isFree: (box) => !cellsOf(box).some((cell) => taken.get(cell)?.some((other) => overlap(box, other))),
  };
}

const discOf = ({ x, y, r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r });

/**
 * Choose the labels that fit, greedily in the order given, reading no further than the last that is written.
 * @param items  {x, y, r, label, font, must} in pixels; `must` ones, which come first, are always written
 * @param discs  {x, y, r} of nodes that a label covers only if there is no other place for it; it never covers one of an item before it
 * @param measure (item) => width in pixels
 * @param most   the largest number of labels
 * @returns {{item, x, y}[]} the top middle of each label that is written
 */
export function placeLabels(items, measure, { width, height }, most, discs = []) {
  const [taken, avoided] = [grid(), grid()];
  const placed = [];
  for (const disc of discs) avoided.take(discOf(disc));
  for (const item of items) {
    if (placed.length >= most && !item.must) break;
    if (item.x < 0 || item.y < 0 || item.x > width || item.y > height) continue;
    const half = measure(item) / 2 + 3;
    const boxAt = ({ x, top }) => ({ left: x - half, right: x + half, top, bottom: top + item.font * TALL });
    const all = [...sites(item, half, width)];
    const open = all.filter((one) => taken.isFree(boxAt(one)));
    const site = open.find((one) => avoided.isFree(boxAt(one))) ?? open[0] ?? (item.must ? all[0] : null);
    if (site) {
      taken.take(boxAt(site));
      placed.push({ item, x: site.x, y: site.top });
    }
    taken.take(discOf(item));
  }
  return placed;
}
