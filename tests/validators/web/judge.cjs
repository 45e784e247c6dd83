// Judges HTML files in Chromium: axe-core at four widths and in both colour schemes, nothing wider than the window, nothing
// refused by the file's own policy, every control reached by the tab key, tables sorted and copied. Prints a line a fault.
// Usage: NODE_PATH=<folder of the packages> node judge.cjs CHROMIUM FILE...
"use strict";
const fs = require("node:fs");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [program, ...files] = process.argv.slice(2);
const VIEWS = [[320, "light"], [768, "light"], [1280, "light"], [1280, "dark"]];

let faults = 0;
const fault = (file, what) => {
  faults += 1;
  console.log(`${file}: ${what}`);
};

async function seen(browser, file) {
  for (const [width, colorScheme] of VIEWS) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) fault(file, `${width} px: ${wide} px wider than the window`);
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, nodes } of found.violations) {
      fault(file, `${width} px, ${colorScheme}: axe ${id}, ${nodes.length} times: ${nodes[0].html.slice(0, 200)}`);
    }
    await context.close();
  }
}

async function used(browser, file) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const title = /<title>([^<]*)<\/title>/.exec(fs.readFileSync(file, "utf8"))[1];
  page.on("console", (message) => fault(file, `console: ${message.text()}`));
  page.on("pageerror", (error) => fault(file, `script: ${error.message}`));
  page.on("dialog", (dialog) => { fault(file, "a dialog"); dialog.dismiss(); });
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) fault(file, `asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  const plain = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]);
  const shown = await page.title();
  if (shown !== plain(title).replace(/\s+/g, " ").trim()) fault(file, `its title became ${shown}`);
  await page.waitForSelector(".tools, .masthead");

  // The tab key reaches everything that can be used, in the order of the page, and nothing holds it.
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, summary, [tabindex='0']")];
    return all.filter((it) => it.checkVisibility()).length;
  });
  const walked = await page.evaluate(() => { window.reached = new Set(); return 0; });
  let count = walked;
  for (; count < wanted; count += 1) {
    await page.keyboard.press("Tab");
    const fresh = await page.evaluate(() => {
      const it = document.activeElement;
      const outlined = getComputedStyle(it).outlineStyle !== "none";
      const isNew = it !== document.body && !window.reached.has(it);
      window.reached.add(it);
      return isNew && outlined;
    });
    if (!fresh) break;
  }
  if (count < wanted) fault(file, `the tab key reaches ${count} of ${wanted}`);

  // A table is sorted by its figures and put back.
  const sorted = await page.evaluate(() => {
    const number = (cell) => Number(cell.textContent.replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-").replace(",", "."));
    for (const table of document.querySelectorAll("table")) {
      const heads = [...table.tHead.rows[0].cells];
      const rows = () => [...table.tBodies[0].rows];
      const column = heads.findIndex((head, at) => at > 0 && head.querySelector("button") && rows().every((row) => row.cells[at] && row.cells[at].querySelector("data")));
      if (column < 0 || table.tBodies.length !== 1 || rows().some((row) => row.className !== "line")) continue;
      const before = rows().map((row) => row.rowIndex && row.textContent);
      heads[column].querySelector("button").click();
      const values = rows().map((row) => number(row.cells[column]));
      if (values.some((value, at) => at > 0 && value < values[at - 1])) return `a table is not sorted: ${values}`;
      if (heads[column].getAttribute("aria-sort") !== "ascending") return "a sorted column does not say so";
      [...table.parentElement.nextElementSibling.querySelectorAll("button")].find((it) => it.textContent.startsWith("Ursprunglig")).click();
      if (rows().map((row) => row.textContent).join() !== before.join()) return "a table does not go back to its order";
    }
    return "";
  });
  if (sorted) fault(file, sorted);
  await context.close();
}

(async () => {
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
  for (const file of files) {
    await seen(browser, file);
    await used(browser, file);
  }
  await browser.close();
  console.log(`${files.length} files, ${faults} faults`);
  process.exitCode = faults > 0 ? 1 : 0;
})();
