// Counts the frames of a page while its picture moves: `npm run frames -- REPORT.html [SECONDS]` (default: three a movement).
// Beside the frames a second, which say as much of the machine and its load as of the page, stands the processor time that a
// frame takes: of the page's own thread (script, style, layout) and of the process that draws.
import { resolve } from "node:path";
import { launch, open } from "../tests/page/browser.mjs";

const SECONDS = Number(process.argv[3] ?? 3);

/** Where each movement begins, and whether the button is down or the wheel turned. */
const MOVEMENTS = {
  "a name dragged": { start: busiestName, held: true },
  "the picture dragged": { start: freePoint, held: true },
  "the wheel turned": { start: freePoint, wheel: true },
};

const round = (value) => (Number.isFinite(value) ? value.toFixed(1) : "");

async function busiestName(page) {
  const name = await page.evaluate(() => {
    const { entities, ties } = JSON.parse(document.getElementById("data").textContent);
    const count = new Array(entities.id.length).fill(0);
    for (const end of [...ties.source, ...ties.target]) count[end] += 1;
    return entities.name[count.indexOf(Math.max(...count))];
  });
  return (await spots(page)).find((spot) => spot.name === name);
}

/** A point without a name under it, near the middle of the upper edge. */
async function freePoint(page) {
  const all = await spots(page);
  const box = await page.locator("#picture").boundingBox();
  for (let y = box.y + 12; ; y += 6) {
    const point = { x: box.x + box.width / 2, y };
    if (all.every((spot) => Math.hypot(spot.x - point.x, spot.y - point.y) > 40)) return point;
  }
}

/** The names with their places on the screen, from the picture as the page prints it. */
async function spots(page) {
  return page.evaluate(() => {
    window.dispatchEvent(new Event("beforeprint"));
    const box = document.getElementById("picture").getBoundingClientRect();
    const middle = (points) => [0, 1].map((from) => points.filter((_, at) => at % 2 === from).reduce((a, b) => a + b) / (points.length / 2));
    const found = [...document.querySelectorAll("#print svg :is(circle, polygon):has(title)")].map((shape) => {
      const [x, y] = shape.tagName === "circle" ? [Number(shape.getAttribute("cx")), Number(shape.getAttribute("cy"))] : middle(shape.getAttribute("points").split(/[ ,]/).map(Number));
      return { name: shape.textContent, x: box.x + x, y: box.y + y };
    });
    document.getElementById("print").replaceChildren();
    return found;
  });
}

/** Processor seconds so far: of the page's thread and of the drawing process. */
async function spent(cdp, browserCdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  const { processInfo } = await browserCdp.send("SystemInfo.getProcessInfo");
  return { script: metrics.find(({ name }) => name === "TaskDuration").value, drawing: processInfo.find(({ type }) => type === "GPU").cpuTime };
}

/** In the page: the times of the frames in which the picture was drawn anew (frames that repeat the one before don't count). */
function countFrames() {
  window.frameTimes = [];
  let drawn = false;
  for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
    const { clear } = prototype;
    prototype.clear = function (...layers) {
      if (!this.canvas.className.includes("hover")) drawn = true; // those layers of sigma are never shown
      return clear.apply(this, layers);
    };
  }
  const note = (now) => {
    if (drawn) window.frameTimes.push(now);
    drawn = false;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

async function move(page, { held, wheel }, { x, y }) {
  await page.mouse.move(x, y);
  if (held) await page.mouse.down();
  const until = Date.now() + 1000 * SECONDS;
  for (let step = 0; Date.now() < until; step += 1) {
    const angle = step / 12;
    if (wheel) await page.mouse.wheel(0, step % 40 < 20 ? -60 : 60);
    else await page.mouse.move(x + 120 * Math.sin(angle), y + 120 * (1 - Math.cos(angle)));
  }
  if (held) await page.mouse.up();
}

async function measured(browser, report, movement) {
  const { page, context } = await open(browser, report);
  const cdp = await context.newCDPSession(page);
  const browserCdp = await browser.newBrowserCDPSession();
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.waitForTimeout(500);
  const start = await movement.start(page);
  await page.evaluate(countFrames);
  const before = await spent(cdp, browserCdp);
  await move(page, movement, start);
  const after = await spent(cdp, browserCdp);
  const times = await page.evaluate(() => window.frameTimes);
  await context.close();
  const took = times[times.length - 1] - times[0];
  const gaps = times.slice(1).map((time, at) => time - times[at]).sort((a, b) => a - b);
  const each = (key) => (1000 * (after[key] - before[key])) / times.length;
  return { rate: (1000 * gaps.length) / took, slow: gaps[Math.floor(gaps.length * 0.95)], script: each("script"), drawing: each("drawing") };
}

const browser = await launch();
console.log("movement\tframes a second\tms between frames (95 of 100 at most)\tms of script a frame\tms of drawing a frame");
for (const [name, movement] of Object.entries(MOVEMENTS)) {
  const { rate, slow, script, drawing } = await measured(browser, resolve(process.argv[2]), movement);
  console.log([name, ...[rate, slow, script, drawing].map(round)].join("\t"));
}
await browser.close();
