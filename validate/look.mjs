// What chromium says of pages: axe's rules in light and dark on a phone and a desktop, sideways scrolling at 320, 390,
// 640 (200 % of 1280) and 1280 pixels, the console, requests to others, and a walk by keyboard alone.
//
// Standard input: { chromium, profile, base, pages: [path], walked: path, shots: folder or "" }
// Standard output: [{ tool, page, what, severity }], one for each fault; severity is "error" or "warning".

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { open, readJob } from "./chromium.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const ADVICE = ["best-practice"];
const SIZES = { phone: { width: 390, height: 844, hasTouch: true, isMobile: true }, desktop: { width: 1280, height: 900 } };
const SCHEMES = ["light", "dark"];
const WIDTHS = [320, 640, 1280];
const TABS_MAX = 400;

const job = await readJob();
const faults = [];
const add = (tool, page, what, severity = "error") => faults.push({ tool, page, what, severity });

const browser = await open(job);
try {
  const tab = await browser.newPage();
  let path = "";
  tab.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) add("console", path, message.text(), message.type() === "warn" ? "warning" : "error");
  });
  tab.on("pageerror", (error) => add("console", path, String(error)));
  tab.on("request", (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(job.base)) add("requests", path, `asks another server: ${url}`);
  });
  for (path of job.pages) await look(tab, path);
  path = job.walked;
  await walk(tab, path);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(faults));

async function look(tab, path) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const scheme of SCHEMES) {
      await tab.setViewport(viewport);
      await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await tab.goto(job.base + path, { waitUntil: "load" });
      await tab.evaluate(showAll);
      await judge(tab, path, `${size}, ${scheme}`);
      await shoot(tab, path, `${size}-${scheme}`);
    }
  }
  await tab.emulateMediaFeatures([]);
  for (const width of WIDTHS) {
    await tab.setViewport({ width, height: 900 });
    await tab.goto(job.base + path, { waitUntil: "load" });
    await tab.evaluate(showAll);
    for (const what of await tab.evaluate(findCut)) add("reflow", path, `${width} px wide: ${what}`);
    await shoot(tab, path, `${width}`);
  }
}

async function judge(tab, path, where) {
  await tab.evaluate(AXE);
  const found = await tab.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), [...RULES, ...ADVICE]);
  for (const rule of found.violations) {
    const severity = rule.tags.some((tag) => RULES.includes(tag)) ? "error" : "warning";
    for (const node of rule.nodes.slice(0, 3)) {
      add("axe", path, `${rule.id} (${where}): ${rule.help}: ${node.html.slice(0, 160)} ${node.any.concat(node.all)[0]?.message ?? ""}`, severity);
    }
  }
}

/** Runs in the page: what is only laid out when somebody comes near is laid out now. */
function showAll() {
  for (const node of document.querySelectorAll("*")) {
    if (getComputedStyle(node).contentVisibility === "auto") node.style.contentVisibility = "visible";
  }
}

/** Runs in the page: what sticks out sideways, or is cut off. */
function findCut() {
  const found = [];
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth > width) found.push(`the page scrolls sideways (${document.scrollingElement.scrollWidth} px)`);
  const scrolls = (node) => node && (["auto", "scroll"].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  for (const node of document.body.querySelectorAll("*")) {
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || box.right < 0 || scrolls(node)) continue;
    if (box.right > width + 1 || box.left < -1) found.push(`sticks out: ${node.outerHTML.slice(0, 120)}`);
    if (getComputedStyle(node).overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1) found.push(`is cut: ${node.outerHTML.slice(0, 120)}`);
    if (found.length > 4) break;
  }
  return found;
}

async function walk(tab, path) {
  await tab.setViewport(SIZES.desktop);
  await tab.goto(job.base + path, { waitUntil: "load" });
  const wanted = await tab.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((node) => node.checkVisibility()).length);
  let count = 0;
  let last = -1;
  for (; count < Math.min(TABS_MAX, wanted); count += 1) {
    await tab.keyboard.press("Tab");
    const now = await tab.evaluate(focused);
    if (now.gone) break;
    if (count === 0 && !now.skips) add("keyboard", path, `the first stop is no skip link: ${now.html}`);
    if (!now.seen) add("keyboard", path, `the focus cannot be seen on ${now.html}`);
    if (!now.inside) add("keyboard", path, `is focused outside the window: ${now.html}`);
    if (now.place < last) add("keyboard", path, `comes too late: ${now.html}`);
    last = now.place;
    if (count === 0) await shoot(tab, path, "focus", false);
  }
  if (count < Math.min(TABS_MAX, wanted)) add("keyboard", path, `${count} of ${wanted} places can be reached`);
  await tab.goto(job.base + path, { waitUntil: "load" });
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Tab");
  if (!(await tab.evaluate(() => document.querySelector("main")?.contains(document.activeElement)))) add("keyboard", path, "the skip link does not lead into the main part");
}

/** Runs in the page: where the focus is, and whether a reader can tell. */
function focused() {
  const node = document.activeElement;
  if (!node || node === document.body) return { gone: true };
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  return {
    html: node.outerHTML.slice(0, 120),
    skips: node.getAttribute("href")?.startsWith("#"),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
    place: [...document.querySelectorAll("*")].indexOf(node),
  };
}

async function shoot(tab, path, name, whole = true) {
  if (!job.shots) return;
  await tab.screenshot({ path: `${job.shots}/${path.replaceAll("/", "_") || "index"}-${name}.png`, fullPage: whole });
}
