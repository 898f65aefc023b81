// Pictures of the page for the docs: `npm run screenshots -- REPORT.html [FOLDER]` (default: docs/images).
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, open } from "../tests/page/browser.mjs";

const report = resolve(process.argv[2]);
const folder = resolve(process.argv[3] ?? join(dirname(fileURLToPath(import.meta.url)), "..", "docs", "images"));
const settled = (page) => page.waitForTimeout(900);

async function find(page, name) {
  await page.fill("#search", name);
  await page.keyboard.press("Enter");
}

const PICTURES = {
  "page-network": [{ colorScheme: "light" }, async () => {}],
  "page-card-dark-english": [{ colorScheme: "dark" }, async (page) => {
    await page.click("#language");
    await find(page, "putin");
  }],
  "page-articles": [{ colorScheme: "light", hash: "#view=articles" }, async () => {}],
  "page-names-dark": [{ colorScheme: "dark", hash: "#view=names" }, async () => {}],
};

mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [name, [options, use]] of Object.entries(PICTURES)) {
  const { page, context } = await open(browser, report, { viewport: { width: 1360, height: 820 }, ...options });
  await use(page);
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}
await browser.close();
