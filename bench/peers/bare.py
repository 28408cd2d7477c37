"""A bare aiohttp handler that runs the statements of a submitted report, on its own copy of the same file.

JSON in, one transaction by `sqlite3` in one writing thread with the program's own PRAGMAs, JSON out. It checks
nobody, guards nothing and makes no card.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import web

from bench.peers.serving import MESSAGES, serve
from storage.engine import PRAGMAS

Values = dict[str, Any]
Binder = Callable[[Values], Any]


def binder(parameter: Any) -> Binder:
    """How one parameter is made of a seat's values."""
    if not isinstance(parameter, dict):
        return lambda _: parameter
    if "value" in parameter:
        return lambda values: values[parameter["value"]]
    text = parameter["text"]
    return lambda values: text % values


def main() -> None:
    """Serve the file and the statements that are named."""
    file, script = sys.argv[2], json.loads(Path(sys.argv[3]).read_text("utf-8"))
    statements = [(sql, [binder(one) for one in parameters]) for sql, parameters in script["statements"]]
    answer = script["answer"].encode()
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    writer = ThreadPoolExecutor(1)
    numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(1))

    def transact(values: Values) -> None:
        values["number"] = next(numbers[values["group"]])
        connection.execute("BEGIN IMMEDIATE")
        try:
            for sql, parameters in statements:
                connection.execute(sql, [bind(values) for bind in parameters]).fetchall()
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    async def messages(request: web.Request) -> web.Response:
        activity = json.loads(await request.read())
        data = activity["value"]["action"]["data"]
        values = {
            "group": data["group"],
            "member": data["seat"],
            "draft": data["draft"],
            "object": activity["from"]["aadObjectId"],
            "teams": activity["from"]["id"],
            "tenant": activity["conversation"]["tenantId"],
            "chat": activity["conversation"]["id"],
        }
        await asyncio.get_running_loop().run_in_executor(writer, transact, values)
        return web.Response(body=answer, content_type="application/json")

    application = web.Application()
    application.router.add_post(MESSAGES, messages)
    serve(application)


if __name__ == "__main__":
    main()
