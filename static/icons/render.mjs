// Renders the PNG icons from icon.svg: node static/icons/render.mjs (needs Chromium; DRYRUN_CHROMIUM names another one).
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const here = (name) => new URL(name, import.meta.url);
const svg = await readFile(here("icon.svg"), "utf8");
// A maskable icon fills its square and keeps what matters within the middle 80 %; the lamp does.
const maskable = svg.replace(/ rx="14"/, "").replace(/\n  <rect x=.*/, "");

const browser = await chromium.launch({
  executablePath: process.env.DRYRUN_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const [name, text, size] of [
  ["icon-192.png", svg, 192],
  ["icon-512.png", svg, 512],
  ["icon-maskable-512.png", maskable, 512],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${text}`);
  await writeFile(here(name), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
