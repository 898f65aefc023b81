// Starts Debian's Chromium by playwright-core (from page/node_modules) with no network of its own, and opens a page from disk.
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

export const require = createRequire(fileURLToPath(new URL("../../page/package.json", import.meta.url)));
const { chromium } = require("playwright-core");

const ARGUMENTS = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--disable-gpu-compositing", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
];

/** A browser; end it with `close()`. */
export const launch = (more = []) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: [...ARGUMENTS, ...more] });

/** A page opened from disk, offline; `seen` collects errors, console complaints and requests that leave the file. */
export async function open(browser, file, { hash = "", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1240, height: 700 }, reducedMotion: "reduce", offline: true, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const seen = { errors: [], requests: [] };
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !/GPU stall|swiftshader|WebGL/i.test(message.text()) && seen.errors.push(message.text()));
  page.on("request", (request) => !request.url().startsWith("blob:") && seen.requests.push(request.url()));
  await page.goto(pathToFileURL(file).href + hash);
  await page.waitForSelector("html[data-ready]");
  return { page, seen, context };
}
