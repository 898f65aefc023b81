// The parts of the page that need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { namesCsv, gexf, tiesCsv } from "../../page/src/exports.js";
import { filtered, noChoices, weightWithin } from "../../page/src/filter.js";
import { short } from "../../page/src/dom.js";
import { fold, skeletons } from "../../page/src/fold.js";
import { nodeAt, tieAt } from "../../page/src/hits.js";
import { placeLabels } from "../../page/src/labels.js";
import { pacer, ranges } from "../../page/src/pace.js";
import { search, searchIndex } from "../../page/src/search.js";

test("letters that newspapers exchange fold to one", () => {
  const same = [["أحمد", "احمد"], ["مصطفى", "مصطفي"], ["القاهرة", "القاهره"], ["رئيس", "رييس"], ["مُحَمَّد", "محمد"], ["كـــيم", "كيم"], ["ڤلاديمير", "فلاديمير"], ["١٩٩٠", "1990"], ["Élysée", "elysee"], ["كيم جونغ-أون", "كيم جونغ اون"]];
  for (const [a, b] of same) assert.equal(fold(a), fold(b));
  assert.notEqual(fold("روسيا"), fold("سوريا"));
});

test("a Latin and an Arabic spelling of one name share their skeleton", () => {
  for (const [latin, arabic] of [["putin", "بوتين"], ["kim jong un", "كيم جونغ أون"], ["kim jong un", "كيم جونج أون"], ["washington", "واشنطن"], ["guardian", "الجارديان"], ["moscow", "موسكو"]]) {
    assert.deepEqual(skeletons(fold(latin)), skeletons(fold(arabic)), `${latin} ${arabic}`);
  }
});

const entity = (name, more = {}) => ({ index: 0, id: name, name, latin: "", type: "PER", aliases: [], mentions: 1, articles: 1, role: "", country: "", community: 0, x: 0, y: 0, size: 5, sentences: [], ...more });

test("search: literal before sounds-alike, more mentions first, aliases found and shown", () => {
  const index = searchIndex([entity("بوتين", { mentions: 2 }), entity("باتن", { latin: "Putin", mentions: 1 }), entity("كيم", { aliases: [["الزعيم", 3]] })]);
  assert.deepEqual(search(index, "putin").map((hit) => hit.entity.name), ["باتن", "بوتين"]);
  const people = searchIndex([entity("فلاديمير بوتين", { mentions: 9 }), entity("بوتين وكيم"), entity("بوتينسكي", { mentions: 99 }), entity("بوتين")]);
  assert.deepEqual(search(people, "بوتين").map((hit) => hit.entity.name), ["بوتين", "فلاديمير بوتين", "بوتين وكيم", "بوتينسكي"]);
  assert.deepEqual(search(index, "الزعيم").map((hit) => hit.as), ["الزعيم"]);
  assert.deepEqual(search(index, "  "), []);
  assert.deepEqual(search(index, "!!"), []);
});

test("filters: weight, dates, types and loose names", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => entity(name));
  c.type = "LOC";
  const at = (published) => ({ article: { published } });
  const tie = { key: "c0", source: a, target: b, weight: 3, sentences: [at("2020-01-01"), at("2021-01-01T10:00"), at("")] };
  for (const one of [a, b]) one.sentences = tie.sentences;
  const model = { entities: [a, b, c], near: [tie], said: [] };
  const names = (changes) => [...filtered(model, { ...noChoices(), ...changes }).entities].map((e) => e.name).join("");
  assert.equal(names({}), "abc");
  assert.equal(names({ loose: false }), "ab");
  assert.equal(names({ types: new Set(["LOC"]) }), "c");
  assert.equal(names({ from: "2021-01-01", to: "2021-01-01" }), "ab");
  assert.equal(names({ from: "2022-01-01" }), "");
  assert.equal(weightWithin(tie, { ...noChoices(), to: "2020-12-31" }), 1);
  assert.equal(filtered(model, { ...noChoices(), weight: 4 }).ties.size, 0);
});

test("a name without end is cut between characters, others stay whole", () => {
  assert.equal(short("وزارة ".repeat(16)), "وزارة ".repeat(16));
  assert.equal(short("\u{1f600}".repeat(101)), `${"\u{1f600}".repeat(99)}…`);
});

test("CSV quotes what must be quoted", () => {
  const shown = { entities: new Set([entity('a "b", c\nd')]), ties: new Map() };
  assert.equal(namesCsv(shown).split("\n").slice(1).join("\n"), '"a ""b"", c\nd","a ""b"", c\nd",,PER,1,1,,,0\n');
  assert.equal(tiesCsv(shown), "source_id,source_name,target_id,target_name,weight,articles,relation\n");
});

test("GEXF holds no character that XML forbids", () => {
  const text = gexf({ entities: new Set([entity('<&">\u0007\ud800x\u{1f600}')]), ties: new Map() }, false);
  assert.match(text, /label="&lt;&amp;&quot;&gt;x\u{1f600}"/u);
});

test("no label over another: below its node, above or beside; those that must be are written, none beyond the most", () => {
  const item = (x, must = false, y = 50) => ({ x, y, r: 5, label: "x", font: 10, must });
  const place = (items, most = 10, discs = []) => placeLabels(items, () => 40, { width: 300, height: 100 }, most, discs).map(({ x, y }) => [x, y]);
  assert.deepEqual(place([item(100), item(-5), item(100, false, 120)]), [[100, 57]]);
  assert.deepEqual(place([item(2)]), [[23, 57]]);
  // The second finds no room below, the third none above either, the fourth none at all.
  assert.deepEqual(place([item(150), item(160), item(170, false, 52), item(165, false, 51)]), [[150, 57], [160, 29.5], [198, 45.25]]);
  assert.deepEqual(place([item(150, true), item(151, true)]), [[150, 57], [151, 29.5]]);
  // A node is covered only where there is no other place.
  assert.deepEqual(place([item(150)], 10, [{ x: 150, y: 60, r: 5 }]), [[150, 29.5]]);
  assert.deepEqual(place([item(150)], 10, [{ x: 150, y: 50, r: 60 }]), [[150, 57]]);
  function* endless() {
    for (let x = 50; ; x += 100) yield item(x);
  }
  assert.deepEqual(place(endless(), 2), [[50, 57], [150, 57]]);
});

test("a slow picture draws fewer ties while it moves, all when it rests", async () => {
  let [clock, moving, whole] = [0, true, 0];
  const pace = pacer(() => moving, () => { whole += 1; }, () => clock);
  const frame = (took) => {
    clock += took;
    pace.frame(1000);
  };
  frame(9999);
  assert.equal(pace.most(), Infinity);
  frame(100);
  assert.equal(pace.most(), 400);
  assert.ok(pace.isLate());
  frame(25);
  assert.equal(pace.most(), 400);
  frame(10);
  assert.ok(pace.most() > 400);
  for (let n = 0; n < 20; n += 1) frame(100);
  assert.equal(pace.most(), 200);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(whole, 0);
  moving = false;
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.deepEqual([pace.most(), whole], [Infinity, 1]);
});

test("ties that stand out, the last of all, are drawn however few are", () => {
  assert.deepEqual(ranges(10, Infinity, 10), [[0, 10]]);
  assert.deepEqual(ranges(10, 4.7, 10), [[0, 4]]);
  assert.deepEqual(ranges(10, 4.7, 8), [[0, 4], [8, 10]]);
  assert.deepEqual(ranges(10, 9, 8), [[0, 10]]);
  assert.deepEqual(ranges(0, 4, 0), [[0, 0]]);
});

test("what lies under the pointer, in sigma's places", () => {
  const node = (key, x) => ({ key, data: { x, y: 0, size: 5 } });
  const [a, b] = [node("a", 0), node("b", 1)];
  const scale = { unit: 100, size: 1 };
  assert.equal(nodeAt({ x: 0.06, y: 0 }, [a, b], scale), a);
  assert.equal(nodeAt({ x: 0.5, y: 0 }, [a, b], scale), null);
  const ties = [{ key: "t", a: a.data, b: b.data, data: { size: 2 } }];
  assert.equal(tieAt({ x: 0.5, y: 0.04 }, ties, scale).key, "t");
  assert.equal(tieAt({ x: 0.5, y: 0.06 }, ties, scale), null);
  assert.equal(tieAt({ x: 1.1, y: 0 }, ties, scale), null);
});
