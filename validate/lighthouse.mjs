// Lighthouse's four categories, each page on a phone and on a desktop, in one browser.
//
// Standard input: { chromium, profile, base, pages: [path], least: 99 }
// Standard output: { scores: [{ page, form, performance, accessibility, ... }], faults: [as look.mjs] }

import lighthouse, { desktopConfig } from "lighthouse";
import { open, readJob } from "./chromium.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const job = await readJob();
const scores = [];
const faults = [];
const browser = await open(job);
try {
  for (const page of job.pages) {
    for (const [form, config] of [["phone", undefined], ["desktop", desktopConfig]]) {
      const tab = await browser.newPage();
      const { lhr } = await lighthouse(job.base + page, { onlyCategories: CATEGORIES, logLevel: "silent" }, config, tab);
      await tab.close();
      scores.push({ page, form, ...Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)])) });
      for (const name of CATEGORIES) tell(lhr, name, page, form);
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ scores, faults }));

/** Each audit that costs points: an error where the category is below what is wanted, else a warning. */
function tell(lhr, name, page, form) {
  const category = lhr.categories[name];
  const severity = Math.round(category.score * 100) < job.least ? "error" : "warning";
  for (const { id, weight } of category.auditRefs) {
    const audit = lhr.audits[id];
    if (!weight || audit.score === null || audit.score >= 0.9) continue;
    faults.push({ tool: "lighthouse", page, severity, what: `${name} ${Math.round(category.score * 100)} (${form}): ${audit.title} ${audit.displayValue ?? ""}`.trim() });
  }
}
