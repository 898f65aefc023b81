// Keeps the picture moving where drawing is slow (a browser without a graphics card): while it moves, only as many of the
// strongest ties are drawn as keep the pace; all of them again as soon as it rests.

const LATE = 34; // milliseconds a frame: thirty frames a second
const EARLY = 20;
const REST = 160;
const LEAST = 200;

/**
 * @param isMoving whether the reader moves the picture now
 * @param whole called when the picture rests after having been drawn in part
 * @returns {{most(): number, frame(count: number)}} `most()` ties are to be drawn now; `frame` is told of each frame
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
    if (took > LATE) most = Math.max(LEAST, Math.min(most, count) * 0.6);
    else if (took < EARLY && most < Infinity) most = most * 1.15 > count ? Infinity : most * 1.15;
  }

  return {
    most: () => (moving ? most : Infinity),
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
