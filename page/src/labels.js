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

/**
 * Choose the labels that fit, greedily in the order given, reading no further than the last that is written.
 * @param items  {x, y, r, label, font, must} in pixels; a label stands centred below its node; `must` ones, which come first,
 *   are always written
 * @param measure (item) => width in pixels
 * @param most   the largest number of labels
 * @returns {{item, x, y}[]} the top middle of each label that is written
 */
export function placeLabels(items, measure, { width, height }, most) {
  const taken = new Map();
  const placed = [];
  for (const item of items) {
    if (placed.length >= most && !item.must) break;
    if (item.x < 0 || item.y < 0 || item.x > width || item.y > height) continue;
    const half = measure(item) / 2 + 3;
    const top = item.y + item.r + 2;
    // A node near the edge keeps its whole name in the picture.
    const x = Math.min(Math.max(item.x, half), Math.max(width - half, half));
    const box = { left: x - half, right: x + half, top, bottom: top + item.font * 1.25 };
    const cells = cellsOf(box);
    if (!item.must && cells.some((cell) => taken.get(cell)?.some((other) => overlap(box, other)))) continue;
    for (const cell of cells) {
      if (taken.has(cell)) taken.get(cell).push(box);
      else taken.set(cell, [box]);
    }
    placed.push({ item, x, y: top });
  }
  return placed;
}
