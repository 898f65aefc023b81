// The page in Debian's Chromium: opened from disk, offline, used as a reader would. Run by tests/test_report.py, which
// makes the pages and names them in PAGES (a folder): seeds.html, hostile.html, big.html.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, require } from "./browser.mjs";

const PAGES = process.env.PAGES;
const seeds = join(PAGES, "seeds.html");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Open the page, use it, and demand that nothing went wrong and nothing but the file itself was asked for. */
function visit(name, file, use, { requests = 1, ...options } = {}) {
  test(name, { timeout: 180_000 }, async () => {
    const { page, seen, context } = await open(browser, file, options);
    await use(page);
    assert.deepEqual(seen.errors, []);
    assert.equal(seen.requests.length, requests, seen.requests.join("\n"));
    await context.close();
  });
}

const text = (page, selector) => page.locator(selector).innerText();
const shownCounts = async (page) => (await text(page, "#shown")).match(/\d[\d,]*/g).map((n) => Number(n.replace(",", "")));

async function find(page, query) {
  await page.fill("#search", query);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#panel .card");
}

/** What a menu entry saves; with `keep`, also beside the pages, for tests/test_report.py to read with Python's readers. */
async function saved(page, what, keep = false) {
  await page.click("#downloads summary");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-save=${what}]`)]);
  if (keep) await download.saveAs(join(PAGES, download.suggestedFilename()));
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

visit("opens in Arabic from right to left, interactive within two seconds", seeds, async (page) => {
  const root = page.locator("html");
  assert.equal(await root.getAttribute("dir"), "rtl");
  assert.equal(await root.getAttribute("lang"), "ar");
  assert.equal(await text(page, "#title"), "شبكة الأسماء");
  // The page's own work, in processor time: on a busy machine the clock says how busy it is.
  const measured = await page.context().newCDPSession(page);
  await measured.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  const { metrics } = await measured.send("Performance.getMetrics");
  const worked = 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  console.log(`# interactive after ${await root.getAttribute("data-ready")} ms, of them ${worked.toFixed(0)} ms of work`);
  assert.ok(worked < 2000);
}, { requests: 2 });

visit("finds Putin in either script and any spelling", seeds, async (page) => {
  for (const query of ["putin", "بوتين", "Vladimir", "فلاديمير", "فلادمير بوتين", "ڤلاديمير"]) {
    await find(page, query);
    assert.equal(await text(page, "#panel h2"), "فلاديمير بوتين", query);
    await page.click("#panel .close");
  }
});

visit("finds a name by another of its spellings, hamza and all", seeds, async (page) => {
  await page.fill("#search", "كيم جونغ اون");
  assert.match(await text(page, "#hits"), /كيم جونج أون/);
});

visit("words that are in no name are looked for in the articles, and stay while one is read", seeds, async (page) => {
  await page.fill("#search", "zzzz");
  assert.match(await text(page, "#hits"), /لا اسم/);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#reader .index");
  assert.match(await text(page, "#reader .index"), /لا مقال/);
  await page.fill("#search", "مقال نشرته");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#reader .articles a");
  const found = await page.locator(".articles li").count();
  assert.ok(found > 0 && found < 5);
  await page.locator(".articles a").last().click();
  await page.waitForSelector(".articles li:last-child [aria-current=true]");
  assert.equal(await page.locator(".articles li").count(), found);
});

visit("says what to do until something is opened", seeds, async (page) => {
  assert.ok(await page.locator("#welcome").isVisible());
  await find(page, "putin");
  assert.equal(await page.locator("#welcome").isVisible(), false);
});

visit("a card gives spellings, relations, neighbours, quotes and sentences, each leading to its article", seeds, async (page) => {
  await find(page, "kim jong");
  const headings = await page.locator("#panel h3").allInnerTexts();
  for (const heading of ["صور الكتابة", "العلاقات", "يُذكر مع", "الجُمل"]) assert.ok(headings.some((h) => h.startsWith(heading)), `${heading} in ${headings}`);
  assert.ok((await page.locator("#panel .mark.strong").count()) > 3);
  // Who met whom is one relation, whichever way a sentence puts it.
  const met = (await page.locator("#panel .triple").allInnerTexts()).filter((words) => /التقى/.test(words) && /بوتين/.test(words) && !/مزمع|منفي/.test(words));
  assert.ok(met.length <= 1, met.join(" | "));
  await page.locator("#panel .source").last().click();
  await page.waitForSelector("#reader .lit");
  assert.ok((await page.locator("#reader .text .mark").count()) > 10);
  assert.ok(await page.locator("#reader .lit").isVisible());
});

visit("a tie's card holds its sentences, with both names marked", seeds, async (page) => {
  await find(page, "putin");
  const first = page.locator("#panel .neighbours .weight").first();
  const count = Number((await first.innerText()).match(/\d+/)[0]);
  await first.click();
  assert.equal(await page.locator("#panel .card.tie").count(), 1);
  await page.locator("#panel .card > section:last-of-type .more").click();
  assert.equal(await page.locator("#panel .card > section:last-of-type .sentence").count(), count);
  for (const sentence of await page.locator("#panel .card > section:last-of-type .sentence").all()) {
    assert.ok((await sentence.locator(".mark.strong").count()) >= 2);
  }
  await page.keyboard.press("Escape");
  assert.equal(await text(page, "#panel h2"), "فلاديمير بوتين");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#panel").isVisible(), false);
});

/** Where a node stands on the screen once the picture rests, by the picture that is offered as SVG. */
async function placeOf(page, name) {
  let place = await placeNow(page, name);
  for (let again = 0; again < 20; again += 1) {
    await page.waitForTimeout(150);
    const before = place;
    place = await placeNow(page, name);
    if (Math.hypot(place.x - before.x, place.y - before.y) < 0.2) break;
  }
  return place;
}

/** The nodes by name and the lines of the picture, in pixels of the page. */
async function drawn(page) {
  const svg = (await saved(page, "svg")).bytes.toString();
  const box = await page.locator("#picture").boundingBox();
  const numbers = (attributes, key) => new RegExp(`\\b${key}="([^"]*)"`).exec(attributes)[1].split(/[ ,]/).map(Number);
  const mean = (list, from) => list.filter((_, at) => at % 2 === from).reduce((a, b) => a + b) / (list.length / 2);
  const nodes = new Map();
  for (const [, shape, attributes, name] of svg.matchAll(/<(circle|polygon)([^>]*)><title>([^<]*)<\/title>/g)) {
    const [x, y] = shape === "circle" ? [numbers(attributes, "cx")[0], numbers(attributes, "cy")[0]] : [0, 1].map((from) => mean(numbers(attributes, "points"), from));
    nodes.set(name, { x: box.x + x, y: box.y + y });
  }
  const lines = [...svg.matchAll(/<line([^>]*)\/>/g)].map(([, attributes]) => {
    const [x1, y1, x2, y2, width] = ["x1", "y1", "x2", "y2", "stroke-width"].map((key) => numbers(attributes, key)[0]);
    return { a: { x: box.x + x1, y: box.y + y1 }, b: { x: box.x + x2, y: box.y + y2 }, width };
  });
  return { nodes, lines };
}

const placeNow = async (page, name) => (await drawn(page)).nodes.get(name);

/** The thickest tie whose middle no node covers: the middle, and the names at its ends. */
async function freeTie(page) {
  const { nodes, lines } = await drawn(page);
  const near = (point, reach) => [...nodes].filter(([, place]) => Math.hypot(place.x - point.x, place.y - point.y) < reach);
  const middle = ({ a, b }) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const [line] = lines.filter((one) => !near(middle(one), 40).length).sort((a, b) => b.width - a.width);
  return { ...middle(line), ends: [line.a, line.b].map((end) => near(end, 2)[0][0]) };
}

visit("a click on a node opens its card, a click on a tie its sentences, a click beside them closes", seeds, async (page) => {
  const putin = await placeOf(page, "فلاديمير بوتين");
  await page.mouse.click(putin.x, putin.y);
  await page.waitForSelector("#panel .card");
  assert.equal(await text(page, "#panel h2"), "فلاديمير بوتين");
  await page.click("#panel .close");
  await placeOf(page, "فلاديمير بوتين");
  const tie = await freeTie(page);
  await page.mouse.move(tie.x, tie.y);
  await page.mouse.click(tie.x, tie.y);
  await page.waitForSelector("#panel .card.tie");
  for (const end of tie.ends) assert.match(await text(page, "#panel h2"), new RegExp(end));
  await page.waitForTimeout(500); // or it would be a double click
  const box = await page.locator("#picture").boundingBox();
  await page.mouse.click(box.x + box.width - 6, box.y + 6);
  await page.waitForSelector("#panel", { state: "hidden" });
});

visit("a node can be dragged and stays where it was put", seeds, async (page) => {
  const from = await placeOf(page, "فلاديمير بوتين");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
  await page.mouse.move(from.x + 80, from.y + 60, { steps: 4 });
  await page.mouse.up();
  const to = await placeOf(page, "فلاديمير بوتين");
  assert.ok(Math.hypot(to.x - from.x - 80, to.y - from.y - 60) < 6, JSON.stringify({ from, to }));
  assert.equal(await page.locator("#panel").isVisible(), false);
});

visit("filters by type, weight, community and date say what they leave", seeds, async (page) => {
  const [names, , ties] = await shownCounts(page);
  await page.uncheck("input[value=ORG]");
  const [fewer, , fewerTies] = await shownCounts(page);
  assert.ok(fewer < names && fewerTies < ties);
  await page.check("input[value=ORG]");
  await page.fill("#weight", "4");
  assert.ok((await shownCounts(page))[2] < ties / 2);
  await page.uncheck("#loose");
  assert.ok((await shownCounts(page))[0] < names / 2);
  await page.click("#side .button");
  assert.deepEqual((await shownCounts(page)).slice(0, 3), [names, names, ties]);
  await page.selectOption("#community", { index: 1 });
  assert.ok((await shownCounts(page))[0] < names);
  await page.click("#side .button");
  await page.fill("#date-to", "2023-09-11");
  await page.dispatchEvent("#date-to", "change");
  const dated = await shownCounts(page);
  assert.ok(dated[0] > 0 && dated[0] < names && dated[2] > 0 && dated[2] < ties);
  await page.fill("#date-from", "2030-01-01");
  await page.dispatchEvent("#date-from", "change");
  assert.ok(await page.locator("#empty").isVisible());
  await page.click("#empty button");
  assert.deepEqual((await shownCounts(page)).slice(0, 3), [names, names, ties]);
});

visit("stated relations take the place of shared sentences", seeds, async (page) => {
  await page.check("input[value=relations]", { force: true });
  const [, , ties, all] = await shownCounts(page);
  assert.equal(ties, all);
  assert.ok(ties > 20);
});

visit("switches between Arabic and English, light and dark, and remembers", seeds, async (page) => {
  await find(page, "putin");
  await page.click("#language");
  assert.equal(await page.locator("html").getAttribute("dir"), "ltr");
  assert.match(await text(page, "#panel"), /Spellings/);
  assert.equal(await page.locator("#panel h2").getAttribute("dir"), "rtl");
  await page.click("#theme");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
}, { requests: 2 });

visit("names are a table that sorts", seeds, async (page) => {
  await page.click("#views [data-view=names]");
  await page.waitForSelector("tbody tr");
  const counts = async () => (await page.locator("tbody tr td:nth-child(5)").allInnerTexts()).map(Number);
  const falling = await counts();
  assert.deepEqual(falling, [...falling].sort((a, b) => b - a));
  await page.click("thead th:nth-child(5) button");
  assert.deepEqual(await counts(), [...falling].sort((a, b) => a - b));
});

visit("articles are found by their words and read with every mention marked", seeds, async (page) => {
  await page.click("#views [data-view=articles]");
  await page.waitForSelector("#reader .text");
  assert.equal(await page.locator(".articles li").count(), 5);
  await page.fill("#article-search", "الجارديان");
  const found = await page.locator(".articles li").count();
  assert.ok(found > 0 && found < 5);
  const shown = await page.evaluate(() => document.querySelectorAll("#reader .text .mark").length);
  const data = await page.evaluate(() => {
    const { mentions, sentences, articles } = JSON.parse(document.getElementById("data").textContent);
    return mentions.sentence.filter((s) => articles.id[sentences.article[s]] === document.querySelector(".text header bdi").textContent).length;
  });
  assert.equal(shown, data);
});

visit("saves the picture as PNG and SVG, what is filtered as CSV and GEXF", seeds, async (page) => {
  await page.uncheck("input[value=ORG]");
  const png = await saved(page, "png", true);
  assert.deepEqual([...png.bytes.subarray(1, 4)], [80, 78, 71]);
  assert.ok(png.bytes.length > 50_000 && png.bytes.readUInt32BE(16) > 2000);
  // From another view too: the picture comes into view first.
  await page.click("#views [data-view=names]");
  await page.waitForSelector("tbody tr");
  assert.ok((await saved(page, "png")).bytes.length > 50_000);
  const svg = await saved(page, "svg", true);
  assert.match(svg.bytes.toString(), /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  const [names, , ties] = await shownCounts(page);
  const lines = (file) => file.bytes.toString().trimEnd().split("\n").length - 1;
  assert.equal(lines(await saved(page, "names", true)), names);
  assert.equal(lines(await saved(page, "ties", true)), ties);
  await saved(page, "gexf", true);
});

visit("the picture moves by keyboard alone", seeds, async (page) => {
  const before = await placeOf(page, "روسيا");
  await page.focus("#picture");
  await page.keyboard.press("+");
  await page.waitForTimeout(400);
  await page.keyboard.press("ArrowRight");
  const moved = await placeOf(page, "روسيا");
  assert.ok(Math.hypot(moved.x - before.x, moved.y - before.y) > 10);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
});

visit("prints the picture as vectors, in light colours", seeds, async (page) => {
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#print svg").isVisible());
  assert.equal(await page.locator("#side").isVisible(), false);
  assert.ok((await page.pdf()).length > 10_000);
});

const VIEWS = ["#view=network", "#view=names", "#view=articles", "#entity=PER-vladimir_putin"];
for (const colorScheme of ["light", "dark"]) {
  visit(`axe finds nothing serious in any view, ${colorScheme}`, seeds, async (page) => {
    await page.evaluate(axe);
    for (const view of [...VIEWS, VIEWS[0], VIEWS.at(-1)]) {
      await page.evaluate((hash) => { location.hash = hash; }, view);
      await page.waitForTimeout(100);
      const { violations } = await page.evaluate(() => window.axe.run());
      const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      assert.deepEqual(serious.map(({ id, nodes }) => [view, id, nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + node.failureSummary)]), []);
      if (view === VIEWS.at(-1)) await page.click("#language");
    }
  }, { colorScheme });
}

visit("nothing in names, texts, ids or addresses can run", join(PAGES, "hostile.html"), async (page) => {
  for (const hash of ["#view=names", "#view=articles", "#view=network", "#entity=PER-00000", "#entity=LOC-00001"]) {
    await page.evaluate((value) => { location.hash = value; }, hash);
    await page.waitForTimeout(150);
  }
  await page.locator("#panel .weight").first().click();
  await page.fill("#search", "script");
  assert.match(await text(page, "#hits"), /<\/script>/);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator("img, iframe, object, a[href^='javascript:']").count(), 0);
  const marks = await page.evaluate(() => {
    location.hash = "#view=articles";
    return [...document.querySelectorAll("#reader .mark")].map((mark) => mark.textContent);
  });
  assert.ok(marks.length > 5 && marks.every((mark) => /^[\u0600-\u06ff ]+$/.test(mark)), marks.join("|"));
});

for (const width of [1280, 390]) {
  visit(`a name without end is cut in lists, whole on its card, and widens nothing at ${width} pixels`, join(PAGES, "hostile.html"), async (page) => {
    const fits = (selector) => page.$eval(selector, (element) => element.scrollWidth <= element.clientWidth);
    await page.evaluate(() => { location.hash = "#view=names"; });
    await page.waitForSelector("#table tbody tr");
    assert.ok((await page.locator("#table tbody th").allInnerTexts()).every((name) => name.length <= 101));
    assert.ok((await page.locator("#table .endless").first().boundingBox()).width < 400); // as wide as the longest word of another
    await page.fill("#search", "عبدعبد");
    assert.ok(await fits("#hits"));
    await page.keyboard.press("Enter");
    await page.waitForSelector("#panel .card");
    assert.equal((await text(page, "#panel h2")).length, 6000);
    assert.ok(await fits("#panel"));
    assert.ok(await fits("html"));
  }, { viewport: { width, height: 800 } });
}

test("the policy lets no other script run, and no text become markup", { timeout: 180_000 }, async () => {
  const { page, context } = await open(browser, seeds);
  const outcome = await page.evaluate(() => {
    const script = document.createElement("script");
    const result = {};
    try {
      script.textContent = "window.hacked = 1";
      document.body.append(script);
    } catch (error) {
      result.script = error.name;
    }
    try {
      document.body.innerHTML = "<img src=x onerror='window.hacked=1'>";
    } catch (error) {
      result.markup = error.name;
    }
    return { ...result, hacked: window.hacked };
  });
  assert.equal(outcome.hacked, undefined);
  assert.equal(outcome.markup, "TypeError");
  await context.close();
});

test("without WebGL the picture stands still and all else works", { timeout: 180_000 }, async () => {
  const still = await launch(["--disable-gpu", "--disable-3d-apis"]);
  const { page, seen } = await open(still, seeds);
  assert.ok((await page.locator("#picture svg circle").count()) > 5);
  await find(page, "putin");
  assert.equal(await text(page, "#panel h2"), "فلاديمير بوتين");
  assert.deepEqual(seen.errors, []);
  await still.close();
});

visit("a corpus too large says what was left out, and moves", join(PAGES, "big.html"), async (page) => {
  assert.match(await text(page, "#left"), /لم يدخل الصفحة/);
  const box = await page.locator("#picture").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + 30];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    window.frames_ = 0;
    const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);
  });
  const began = Date.now();
  for (let step = 0; step < 60; step += 1) await page.mouse.move(x + 4 * step, y + 2 * step);
  await page.mouse.up();
  const rate = (1000 * (await page.evaluate(() => window.frames_))) / (Date.now() - began);
  console.log(`# dragged at ${rate.toFixed(0)} frames a second`);
  assert.ok(rate > 0.5); // software drawing on a busy machine; docs/report.md has what a free one gives
});
