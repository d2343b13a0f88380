"""From host names to addresses, without holding up the event loop; each name is asked for once in a run."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

from .addresses import is_local_name

NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
KNOWN_MAX = 4096
"""Names remembered in a run; beyond it the oldest are asked for again."""

Infos = list[tuple[int, int, str]]
"""Family, protocol and address."""


class SystemResolver(AbstractResolver):
    """Asks the system, in threads of its own: a slow name must not hold up the others.

    Names under ``.localhost`` are this machine without asking anybody (RFC 6761); many systems do
    not know that.
    """

    def __init__(self, threads_max: int) -> None:
        self.threads = ThreadPoolExecutor(threads_max, thread_name_prefix="tidings-names")
        self.known: dict[str, asyncio.Future[Infos]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name, in the system's order; raises OSError where there are none."""
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=protocol, flags=NUMERIC)
            for kind, protocol, address in await self.infos(host, family)
        ]

    async def find_address(self, host: str) -> str:
        """The first address of a name; empty where there is none."""
        try:
            infos = await self.infos(host, socket.AF_UNSPEC)
        except OSError:
            return ""
        return infos[0][2] if infos else ""

    async def infos(self, host: str, family: int) -> Infos:
        """What the system says of a name, now or earlier in this run; raises OSError."""
        if host not in self.known:
            asked = "127.0.0.1" if is_local_name(host) and host != "localhost" else host
            loop = asyncio.get_running_loop()
            if len(self.known) >= KNOWN_MAX:
                self.known.pop(next(iter(self.known)))
            self.known[host] = loop.run_in_executor(self.threads, system_addresses, asked, 0, socket.AF_UNSPEC)
        # Shielded: one who gives up must not take the answer away from the others.
        infos = await asyncio.shield(self.known[host])
        return [info for info in infos if family in (socket.AF_UNSPEC, info[0])]

    async def close(self) -> None:
        """Let go of the threads; one that still waits for a name server is not waited for."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        for future in self.known.values():
            future.cancel()


def system_addresses(host: str, port: int, family: socket.AddressFamily) -> Infos:
    """Family, protocol and address of everything that a name stands for."""
    infos = socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [(kind, protocol, str(address[0])) for kind, _, protocol, _, address in infos]
