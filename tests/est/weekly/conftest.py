"""A table of five people on a database in memory: one transaction, no thread and no clock but the arguments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.est.weekly.memory import session
from tests.est.weekly.table import Table


@pytest.fixture
def table() -> Iterator[Table]:
    """The group on the Friday before week 48; what it did is committed at the end, so that no key is left dangling."""
    with session() as (records, connection):
        connection.exec_driver_sql("BEGIN")
        yield Table(records, connection)
        connection.exec_driver_sql("COMMIT")
