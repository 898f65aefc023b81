// Keeps the picture moving where drawing is slow (a browser without a graphics card): while it moves, only as many of the
// strongest ties are drawn as keep the pace; all of them again as soon as it rests.

const LATE = 30; // milliseconds a frame: a screen of 60 Hz shows one of 33 then, and thirty a second leave no room for a hitch
const EARLY = 20;
const REST = 160;
const LEAST = 200;
const [SLOWEST, SLOWER, FASTER] = [0.4, 0.9, 1.15]; // of the number of ties, from one frame to the next

/**
 * What of `count` ties is drawn: the first `most`, and all from `strong` on, which stand out.
 * @returns {[number, number][]} from and to
 */
export function ranges(count, most, strong) {
  if (most >= strong) return [[0, count]];
  return [[0, Math.floor(most)], [strong, count]].filter(([from, to]) => to > from);
}

/**
 * @param isMoving whether the reader moves the picture now
 * @param whole called when the picture rests after having been drawn in part
 * @returns {{most(): number, isLate(): boolean, frame(count: number)}} `most()` ties are to be drawn now, not all if it `isLate()`;
 *   `frame` is told of each frame
 */
export function pacer(isMoving, whole, now = () => performance.now()) {
  let most = Infinity;
  let moving = false;
  let last = 0;
  let timer = 0;

  function rest() {
    if (isMoving()) {
      timer = setTimeout(rest, REST);
      return;
    }
    moving = false;
    if (most < Infinity) whole();
  }

  function adapt(took, count) {
    if (took > LATE) most = Math.max(LEAST, Math.min(most, count) * Math.max(SLOWEST, SLOWER * LATE / took));
    else if (took < EARLY && most < Infinity) most = most * FASTER > count ? Infinity : most * FASTER;
  }

  const drawn = () => (moving ? most : Infinity);
  return {
    most: drawn,
    isLate: () => drawn() < Infinity,
    frame(count) {
      const took = now() - last;
      last = now();
      if (!isMoving()) return;
      // The first frame of a movement says nothing of the pace: the time before it was rest.
      if (moving) adapt(took, count);
      moving = true;
      clearTimeout(timer);
      timer = setTimeout(rest, REST);
    },
  };
}
