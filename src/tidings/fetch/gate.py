"""Where a question may go: schemes, ports and hosts, judged before anything is sent.

The socket's own guard (``addresses``) has the last word, on the address that is really dialled; what
can be told from the address in writing is told here, before a host's turn is waited for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from yarl import URL

from ..model import FetchRequest
from ..rules import FetchRules
from .addresses import find_refusal, is_literal, is_local_name

SCHEMES = frozenset({"http", "https"})
PORTS = frozenset({80, 443})


@dataclass(slots=True)
class Gate:
    """What the desk itself allows: by its rules, and by the addresses of its own feeds."""

    rules: FetchRules
    private: frozenset[str] = frozenset()
    """Hosts that may be private, whatever the port."""
    ports: frozenset[int] = PORTS
    named: set[tuple[str, int]] = field(default_factory=set)
    """Hosts with ports of the desk's own feeds, where those are unusual."""

    def learn(self, request: FetchRequest) -> None:
        """Let in what a feed of the desk names; a page or a hub is a stranger's word and opens nothing."""
        if request.is_page or request.form:
            return
        try:
            url = URL(request.feed_url)
            host, port = host_of(url), url.port or 0
        except ValueError:
            return
        if port not in self.ports or is_private_by_name(host):
            self.named.add((host, port))

    def may_be_private(self, url: URL) -> bool:
        """The desk itself allows this very host to be on a private network."""
        host = host_of(url)
        return host in self.private or (is_private_by_name(host) and (host, url.port or 0) in self.named)

    def may_use_port(self, url: URL) -> bool:
        """A port of the web, or one that the desk names."""
        port, host = url.port or 0, host_of(url)
        return port in self.ports or host in self.private or (host, port) in self.named


def make_gate(rules: FetchRules) -> Gate:
    """The gate of a run that has seen no request yet."""
    return Gate(
        rules,
        private=frozenset(name.rstrip(".").lower() for name in rules.private_hosts),
        ports=PORTS | {int(port) for port in rules.ports},
    )


def find_closed(gate: Gate, url: URL, *, is_redirect: bool) -> str | None:
    """Why an address may not be asked, in words that end with what to do; None: it may, as far as it can be seen."""
    way = "it redirects to" if is_redirect else "it is"
    if url.scheme not in SCHEMES or not url.host:
        return f"{way} something that is no http or https address: correct the address on the desk"
    host = host_of(url)
    why = find_refusal("127.0.0.1" if is_local_name(host) else host) if is_private_by_name(host) else None
    if why and not gate.may_be_private(url):
        return refusal_in_words(url, why, is_redirect=is_redirect)
    if not gate.may_use_port(url):
        where = f"{way} port {url.port} of {host}, which is not the web's"
        return f"{where}: if that is right, add the port to ports under [rules.fetch] in desk.toml"
    return None


def refusal_in_words(url: URL, why: str, *, is_redirect: bool) -> str:
    """What to do about an address that may not be contacted."""
    if is_redirect:
        return f"it redirects to {url.host}, where feeds may not lead ({why}): tell the publisher"
    return (
        f"{url.host} may not be asked ({why}): "
        "if the server is your own, add its name to private_hosts under [rules.fetch] in desk.toml"
    )


def is_private_by_name(host: str) -> bool:
    """An address in digits or this machine's name: what it is can be seen, and cannot change."""
    return is_literal(host) or is_local_name(host)


def host_of(url: URL) -> str:
    """The host as a key: lower case, without the root's dot."""
    return (url.host or "").rstrip(".").lower()
