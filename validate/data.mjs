// Structured data by @adobe/structured-data-validator: what search engines ask of rich results.
//
// Standard input: { folder, pages: [path] }; standard output: [{ page, what, severity }]

import { readFileSync } from "node:fs";
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";

let text = "";
for await (const piece of process.stdin) text += piece;
const job = JSON.parse(text);
const faults = [];
for (const page of job.pages) {
  const found = new WebAutoExtractor({ addLocation: true }).parse(readFileSync(`${job.folder}/${page}`, "utf8"));
  for (const error of found.errors ?? []) faults.push({ page, what: String(error.message ?? error), severity: "error" });
  for (const issue of await new Validator().validate(found)) {
    const where = issue.path.map((part) => part.type ?? part.property).join(" > ");
    faults.push({ page, what: `${where}: ${issue.issueMessage}`, severity: issue.severity === "ERROR" ? "error" : "warning" });
  }
}
process.stdout.write(JSON.stringify(faults));
