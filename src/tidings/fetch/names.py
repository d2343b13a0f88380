"""From host names to addresses, without holding up the event loop."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

from .addresses import is_local_name

NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class SystemResolver(AbstractResolver):
    """Asks the system, in threads of its own: a slow name must not hold up the others.

    Names under ``.localhost`` are this machine without asking anybody (RFC 6761); many systems do
    not know that.
    """

    def __init__(self, threads_max: int) -> None:
        self.threads = ThreadPoolExecutor(threads_max, thread_name_prefix="tidings-names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name, in the system's order; raises OSError where there are none."""
        asked = "127.0.0.1" if is_local_name(host) and host != "localhost" else host
        loop = asyncio.get_running_loop()
        infos = await loop.run_in_executor(self.threads, system_addresses, asked, port, family)
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=protocol, flags=NUMERIC)
            for kind, protocol, address in infos
        ]

    async def close(self) -> None:
        """Let go of the threads; one that still waits for a name server is not waited for."""
        self.threads.shutdown(wait=False, cancel_futures=True)


def system_addresses(host: str, port: int, family: socket.AddressFamily) -> list[tuple[int, int, str]]:
    """Family, protocol and address of everything that a name stands for."""
    infos = socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [(kind, protocol, str(address[0])) for kind, _, protocol, _, address in infos]
