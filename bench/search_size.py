"""What search costs: bytes and files for a query, milliseconds in a browser, and the index's making.

    PYTHONPATH=src:. python bench/search_size.py 2000 100000

takes headlines of the older set, one after the other over a year, asks the search page of each size in Chromium and
prints a line for each query.  Bytes are those of files packed by gzip, as servers send them.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from functools import partial
from http.server import ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from tests.make import NOON, make_article
from tests.recordings import headlines_of_2014
from tests.render.browser import CHROMIUM, DRIVER, FLAGS, Quiet
from tests.render.editions import make_edition, make_ranked, make_report

from tidings.model import Edition
from tidings.render import in_order, plates_of, renewed

QUERIES = (
    "microsoft", "samsung galaxy", "kardashian", "ebola outbreak", "apple", "the", "climate report", "yellen",
    "kardashain", "samsnug galaxy", "microsft", "zyzzyva quokka",
)  # fmt: skip
"""Words of many stories and of few; then slips; then what no story has."""
SOURCES = ("The Post", "Gazette", "Isle Radio", "Harbour Times", "Northern Star")
ROUNDS = 5
WAIT_S = 300


def edition_of(count: int) -> Edition:
    """So many stories, evenly over the year before."""
    texts = islice(cycle(item.title for item in headlines_of_2014()), count)
    begin = NOON - timedelta(days=365)
    stories = [
        make_ranked(
            make_report(
                make_article(
                    text,
                    url=f"https://post.example/{number}",
                    source=SOURCES[number % len(SOURCES)],
                    published=begin + timedelta(days=365) * number / count,
                )
            ),
            slug=f"a-story-with-some-nine-words-in-its-slug-{number}",
            rank=number + 1,
        )
        for number, text in enumerate(texts)
    ]
    return make_edition(*stories)


class Listener(Quiet):
    """Serves a folder and takes the answers."""

    answers: ClassVar[list[Any]] = []
    is_told = threading.Event()

    def do_POST(self) -> None:  # noqa: N802  # the name that the server asks for
        """The driver's answers."""
        Listener.answers = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(204)
        self.end_headers()
        Listener.is_told.set()


def measured(folder: Path) -> list[dict[str, Any]]:
    """Answers of a browser that starts afresh, each with its milliseconds."""
    queries = [query for query in QUERIES for _ in range(ROUNDS)]
    driver = DRIVER % json.dumps(queries)
    driver = driver.replace("setTimeout(done, 5)", "setTimeout(done, 1)")
    driver = driver.replace("const loaded =", "const ms = performance.now() - begun;\n  const loaded =")
    driver = driver.replace("    loaded,\n", "    loaded, ms,\n")
    driver = driver.replace(
        "const pre =", 'await fetch("/", { method: "POST", body: JSON.stringify(answers) });\nconst pre ='
    )
    (folder / "driver.html").write_text(driver, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Listener, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Listener.is_told.clear()
    flags = [flag for flag in FLAGS if not flag.startswith(("--virtual", "--dump"))]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        url = f"http://127.0.0.1:{server.server_port}/driver.html"
        browser = subprocess.Popen(
            [CHROMIUM, *flags, f"--user-data-dir={profile}", "--remote-debugging-port=0", url],
            stderr=subprocess.DEVNULL,
        )
        Listener.is_told.wait(WAIT_S)
        browser.terminate()
        browser.wait()
    server.shutdown()
    return Listener.answers


def tell(count: int) -> None:
    """Makes, asks, prints."""
    edition = edition_of(count)
    began = time.process_time()
    without = plates_of(edition, outputs=["site"])
    others_s = time.process_time() - began
    began = time.process_time()
    plates = in_order(plates_of(edition, outputs=["site", "search"]))
    listed_s = time.process_time() - began - others_s
    ours = [plate for plate in plates if "/search" in plate.path]
    began = time.process_time()
    files = [plate.print() for plate in ours]
    made_s = time.process_time() - began
    latest = next(plate.key for plate in ours if "lines-0" in plate.path)  # any one volume
    began = time.process_time()
    again = [
        file for _, file in renewed(ours, {plate.path: plate.key for plate in ours if plate.key != latest}) if file
    ]
    again_s = time.process_time() - began
    packed = {file.path: len(gzip.compress(file.data)) for file in files}
    size, sent = sum(len(file.data) for file in files) / 1e6, sum(packed.values()) / 1e6
    print(f"{count} stories: {len(files)} files beside {len(without)} others, {size:.2f} MB, packed {sent:.2f} MB")
    print(f"  listed in {listed_s:.2f} s after pages' {others_s:.2f} s, made in {made_s:.2f} s")
    print(f"  one volume anew: {len(again)} files in {again_s:.2f} s")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for plate in [*ours, *(plate for plate in without if plate.path.endswith((".css", ".js")))]:
            target = folder / plate.path.removeprefix("site/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(plate.make())
        answers = measured(folder)
    for at in range(0, len(answers), ROUNDS):
        rounds = answers[at : at + ROUNDS]
        loaded = ["site/" + url.split("/", 3)[3].split("?")[0] for url in rounds[0]["loaded"]]
        fetched = sum(packed[path] for path in loaded)
        ms = median(one["ms"] for one in rounds)
        cost = f"{fetched / 1e3:.1f} kB in {len(loaded)} files, {ms:.0f} ms"
        print(f"  {QUERIES[at // ROUNDS]!r}: {cost}; {rounds[0]['told']}")


if __name__ == "__main__":
    for size in map(int, sys.argv[1:]):
        tell(size)
