// Debian's chromium by puppeteer: quiet, without a sandbox of its own, with a new empty profile.

import puppeteer from "puppeteer-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** A browser; `job` is what the Python side wrote: { chromium, profile }. */
export function open(job) {
  return puppeteer.launch({
    executablePath: job.chromium,
    userDataDir: job.profile,
    args: FLAGS,
    protocolTimeout: 180_000,
  });
}

/** The job, a JSON document on standard input. */
export async function readJob() {
  let text = "";
  for await (const piece of process.stdin) text += piece;
  return JSON.parse(text);
}
