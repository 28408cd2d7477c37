"""The PostgreSQL that tests get is real, their own and cheap."""

import getpass
import os
import time

import psycopg
import pytest

from tests.harness.postgres import UNPRIVILEGED, PostgresServer, name_of


def answer(postgres: PostgresServer, url: str, statement: str) -> object:
    with psycopg.connect(
        host=str(postgres.home), user="postgres", dbname=name_of(url), autocommit=True
    ) as session:
        cursor = session.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


@pytest.mark.postgres
def test_a_copy_of_a_template_is_a_database_of_its_own(postgres: PostgresServer) -> None:
    template = postgres.create()
    answer(postgres, template, "CREATE TABLE report (id int)")
    copies = [postgres.create(name_of(template)) for _ in range(2)]
    answer(postgres, copies[0], "INSERT INTO report VALUES (1)")
    assert [answer(postgres, copy, "SELECT count(*) FROM report") for copy in copies] == [1, 0]
    for url in (template, *copies):
        postgres.drop(url)


@pytest.mark.postgres
def test_a_database_is_made_and_dropped_within_a_second(postgres: PostgresServer) -> None:
    durations = []
    for _ in range(5):
        started = time.perf_counter()
        postgres.drop(postgres.create())
        durations.append(time.perf_counter() - started)
    assert min(durations) < 1


@pytest.mark.postgres
def test_the_server_listens_on_no_network(postgres: PostgresServer) -> None:
    assert answer(postgres, postgres.url("postgres"), "SHOW listen_addresses") == ""


@pytest.mark.postgres
def test_postgresql_does_not_run_as_root(postgres: PostgresServer) -> None:
    """PostgreSQL itself would refuse; the test says which user it got instead."""
    assert (postgres.home / "data" / "PG_VERSION").owner() == (
        UNPRIVILEGED if os.geteuid() == 0 else getpass.getuser()
    )


@pytest.mark.postgres
def test_a_fresh_database_has_the_schema_of_the_product(
    postgres: PostgresServer, fresh_postgres_url: str
) -> None:
    assert answer(postgres, fresh_postgres_url, "SELECT count(*) FROM alembic_version") == 1
