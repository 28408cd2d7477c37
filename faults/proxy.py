"""A way to the database that can be cut: a port of its own in front of PostgreSQL's socket."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from sqlalchemy import make_url

from bench.processes import free_port


@dataclass
class Proxy:
    """Passes bytes on; when cut it is silent at first, as a lost network is, and refuses later."""

    socket: str
    port: int = field(default_factory=free_port)
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _flows: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, database: str) -> str:
        """The address of a database of that server, by way of this proxy."""
        through = make_url(database).set(host="127.0.0.1", port=self.port, query={})
        return through.render_as_string(hide_password=False)

    async def open(self) -> None:
        """Let everything through."""
        self._flows.set()
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)

    def fall_silent(self) -> None:
        """Pass nothing on; whoever waits for an answer goes on waiting."""
        self._flows.clear()

    async def cut(self) -> None:
        """Break every connection and refuse new ones."""
        if self._server is not None:
            self._server.close()
        for writer in tuple(self._open):
            writer.transport.abort()
        self._flows.set()

    async def close(self) -> None:
        await self.cut()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(self.socket)
        self._open |= {writer, back}
        for source, target in ((reader, back), (there, writer)):
            task = asyncio.create_task(self._pass(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while chunk := await source.read(65_536):
                await self._flows.wait()
                target.write(chunk)
                await target.drain()
        except OSError:
            pass
        finally:
            self._open.discard(target)
            target.close()
