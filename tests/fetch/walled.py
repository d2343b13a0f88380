"""Run inside a network namespace of its own: tries every way into a private network, tells what was reached.

A stand-in public address and the clouds' metadata address are bound to the namespace's own loopback;
nothing here can leave it.  Prints one JSON object: case -> body or failure.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

from tidings.errors import FetchError
from tidings.fetch import fetch_all, fetch_page, names, send_form  # type: ignore[attr-defined]  # a module of ours
from tidings.model import FetchRequest
from tidings.rules import FetchRules

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
PUBLIC, METADATA = "93.184.216.34", "169.254.169.254"
RULES = FetchRules(host_gap_s=0, page_gap_s=0, connect_timeout_s=2, first_byte_timeout_s=2, total_timeout_s=4)
LITERALS = """127.0.0.1 2130706433 0x7f.1 0x7f000001 127.1 0177.0.0.1 017700000001 [::ffff:127.0.0.1] [::1] [::127.0.0.1]
    [::ffff:7f00:1] 0.0.0.0 0 ①②⑦.0.0.1 １２７.0.0.1 127。0。0。1 169.254.169.254 [::ffff:169.254.169.254] [64:ff9b::a9fe:a9fe]
    [64:ff9b:1::a9fe:a9fe] [2002:a9fe:a9fe::1] [fe80::1] [5f00::1] [100:0:0:1::1] localhost x.localhost 10.0.0.1""".split()
TARGETS: list[str] = []
"""Where the stranger's server redirects to, by number: an address in an address would be encoded."""
SERVED = ("127.0.0.1", METADATA, "10.0.0.1", "::1", "100.64.0.1")


class Public(BaseHTTPRequestHandler):
    """A stranger's server: redirects where the path says, else is a feed."""

    def do_GET(self) -> None:
        number = self.path.rpartition("/to/")[2]
        target = TARGETS[int(number)] if number.isdigit() else ""
        self.send_response(302 if target else 200)
        if target:
            self.send_header("Location", target.encode().decode("latin-1"))
        self.send_header("Content-Length", "0" if target else "6")
        self.end_headers()
        if not target:
            self.wfile.write(b"public")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Secret(Public):
    """An internal server."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"secret")

    do_POST = do_GET  # noqa: N815  # the library's name


class SixServer(ThreadingHTTPServer):
    address_family = socket.AF_INET6


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def open_servers() -> None:
    """The namespace's whole world."""
    run("ip", "link", "set", "lo", "up")
    for address in (PUBLIC, METADATA, "10.0.0.1", "100.64.0.1"):
        run("ip", "addr", "add", f"{address}/32", "dev", "lo")
    for address in (PUBLIC, *SERVED):
        kind = SixServer if ":" in address else ThreadingHTTPServer
        server = kind((address, 80), Public if address == PUBLIC else Secret)
        threading.Thread(target=server.serve_forever, daemon=True).start()


def told(outcome: object) -> str:
    return outcome.reason if isinstance(outcome, FetchError) else outcome.body.decode()  # type: ignore[attr-defined]


def ask(url: str, rules: FetchRules = RULES) -> str:
    """A feed of the desk."""
    ((_, outcome),) = fetch_all([FetchRequest(feed_url=url)], rules, user_agent="Tidings/0", now=NOW)
    return told(outcome)


def ask_redirected(target: str) -> str:
    """A feed of the desk that a stranger redirects."""
    TARGETS.append(target)
    return ask(f"http://public.test/to/{len(TARGETS) - 1}")


def ask_page(url: str) -> str:
    return told(fetch_page(url, RULES, user_agent="Tidings/0", now=NOW))


def point(answers: dict[str, list[list[str]]]) -> None:
    """A name service: each name's answers in turn, the last for ever; other names are the system's."""
    asked = {name: count() for name in answers}
    real = socket.getaddrinfo

    def look_up(host: str, port: object, *args: object, **options: object) -> list[object]:
        if host not in answers:
            return list(real(host, port, *args, **options))  # type: ignore[arg-type, call-overload]  # as the caller gave them
        turn = min(next(asked[host]), len(answers[host]) - 1)
        family = socket.AF_INET6 if ":" in answers[host][turn][0] else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[host][turn]]

    names.socket.getaddrinfo = look_up


def main() -> None:
    open_servers()
    point(
        {
            "public.test": [[PUBLIC]],
            "rebinding.test": [[PUBLIC], ["127.0.0.1"]],
            "inside.test": [["10.0.0.1"]],
            "carrier.test": [["100.64.0.1"]],
            "six.test": [["::1"]],
            "mixed-a.test": [["127.0.0.1", PUBLIC]],
            "mixed-b.test": [[PUBLIC, METADATA]],
            "mixed-c.test": [["10.0.0.1", METADATA]],
        }
    )
    found = {"control, public": ask("http://public.test/feed")}
    found["control, named"] = ask("http://inside.test/", FetchRules(host_gap_s=0, private_hosts=("inside.test",)))
    for host in LITERALS:
        found[f"page {host}"] = ask_page(f"http://{host}/")
        found[f"redirect {host}"] = ask_redirected(f"http://{host}/")
        found[f"hub {host}"] = told(
            send_form(f"http://{host}/", {"hub.mode": "subscribe"}, RULES, user_agent="T", now=NOW)
        )
    for name in ("inside", "carrier", "six", "mixed-c"):
        found[f"name {name}"] = ask(f"http://{name}.test/")
        found[f"redirect {name}"] = ask_redirected(f"http://{name}.test/")
    for target in (
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//127.0.0.1/",
        "http://public.test:22/",
        "http://a:b@public.test/",
    ):
        found[f"redirect {target}"] = ask_redirected(target)
    found["mixed a"], found["mixed b"] = ask("http://mixed-a.test/"), ask("http://mixed-b.test/")
    found["rebinding, first"] = ask("http://rebinding.test/")
    found["rebinding, second"] = ask("http://rebinding.test/")
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
