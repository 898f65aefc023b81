// Makes pipeline/page/{page.js, page.css, LICENSES.txt} from page/src: `npm ci && npm run build` in page/.
// `node build.mjs DIR` writes elsewhere, so that a test can compare a fresh build with the committed one.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, "..", "pipeline", "page"));

const common = { bundle: true, minify: true, charset: "utf8", legalComments: "none", write: false, absWorkingDir: here };

function bundledPackages(metafile) {
  const names = Object.keys(metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean);
  return [...new Set(names)].sort();
}

function licenceOf(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} ships no licence text; it can't be bundled`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

const script = await build({
  ...common,
  entryPoints: ["src/main.js"],
  format: "iife",
  target: "es2020",
  metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
});
const style = await build({ ...common, entryPoints: ["src/page.css"], target: "es2020" });

const text = script.outputFiles[0].text;
if (/<\/script|<!--/i.test(text)) throw new Error("the bundle holds </script or <!--, which would end its element");

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "page.js"), text);
writeFileSync(join(target, "page.css"), style.outputFiles[0].text);
const rule = `\n${"-".repeat(78)}\n\n`;
writeFileSync(join(target, "LICENSES.txt"), bundledPackages(script.metafile).map(licenceOf).join(rule));
