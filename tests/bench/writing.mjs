// What learners' programs take in Chromium:
//
//     node writing.mjs CONFIG.json
//
// CONFIG names the page's folder (`dist`), the browser (`chromium`), how often (`rounds`, `stops`), a program that does
// next to nothing and one without end in each language (`trivial`, `endless`: language to file), and the program that is
// compared (`pstree`: see programs.mjs). Prints one JSON object: samples in seconds.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./host.mjs";
import { programs } from "./programs.mjs";
import { starts } from "./start.mjs";
import { bench, stops, verdicts } from "./verdicts.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const config = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { server, url } = await serve({
  dist: config.dist,
  bench: HERE,
  pyodide: `${HERE}../../node_modules/pyodide`,
});
const browser = await chromium.launch({
  executablePath: config.chromium,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});

/** A file, with a character for each byte. */
const load = (file) => readFileSync(file, "latin1");

try {
  const result = { version: `Chromium ${browser.version()}`, verdicts: {}, stops: {} };
  result.starts = await starts(browser, url, config.rounds);
  for (const [language, file] of Object.entries(config.trivial)) {
    const page = await bench(browser, url, language, load(file));
    result.verdicts[language] = await verdicts(page, language, load(file), config.rounds);
    await page.context().close();
  }
  for (const [language, file] of Object.entries(config.endless)) {
    const page = await bench(browser, url, language, load(file));
    result.stops[language] = await stops(page, config.stops);
    await page.context().close();
  }
  const answers = config.pstree.answers.map(({ file, ...answer }) => ({ ...answer, content: load(file) }));
  result.pstree = await programs(browser, url, { ...config.pstree, answers }, config.rounds);
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
