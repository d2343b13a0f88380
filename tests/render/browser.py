"""The search page of rendered files in a real browser: each query in a frame of its own, all in one start."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=60000", "--dump-dom",
)  # fmt: skip
DRIVER: Final = """<!doctype html><meta charset=utf-8><title>x</title><script type="module">
const answers = [];
for (const query of %s) {
  const frame = document.createElement("iframe");
  frame.src = `/search.html?${new URLSearchParams({ q: query })}`;
  document.body.append(frame);
  await new Promise((done) => (frame.onload = done));
  const page = frame.contentDocument;
  const begun = performance.now();
  while (!page.getElementById("found").textContent && performance.now() - begun < 2000) await new Promise((done) => setTimeout(done, 5));
  const loaded = frame.contentWindow.performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.includes("/search/"));
  answers.push({
    told: page.getElementById("found").textContent,
    headlines: [...page.querySelectorAll("#results h2")].map((h2) => h2.textContent),
    links: [...page.querySelectorAll("#results a")].map((a) => a.getAttribute("href")),
    labels: [...page.querySelectorAll("#results .care")].map((p) => p.textContent),
    metas: [...page.querySelectorAll("#results .meta")].map((p) => p.textContent),
    elements: [...new Set([...page.querySelectorAll("#results *")].map((one) => one.localName))].sort(),
    hasMore: !page.getElementById("more").hidden,
    loaded,
  });
  frame.remove();
}
const pre = document.createElement("pre");
pre.id = "answers";
pre.textContent = JSON.stringify(answers);
document.body.append(pre);
</script><body>"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and tells nobody."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def answers_to(queries: Sequence[str], files: Mapping[str, bytes], folder: Path) -> list[dict[str, Any]]:
    """What the search page shows for each query."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / "site/driver.html").write_text(DRIVER % json.dumps(queries).replace("<", "\\u003c"), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        shown = shown_at(f"http://127.0.0.1:{server.server_port}/driver.html", folder / "profile")
    finally:
        server.shutdown()
        server.server_close()
    found = re.search(r'<pre id="answers">(.*?)</pre>', shown, re.DOTALL)
    assert found, shown[-2000:]
    answers: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return answers


def shown_at(url: str, profile: Path) -> str:
    """A page after a browser has shown it."""
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", url]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False).stdout


def site_of(files: Mapping[str, bytes], names: Iterable[str] = ("search", "style.css", "site.js")) -> dict[str, bytes]:
    """Only what the search page needs."""
    return {path: data for path, data in files.items() if path.startswith(tuple(f"site/{name}" for name in names))}
