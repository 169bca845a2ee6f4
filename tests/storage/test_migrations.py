"""Migrations and models say the same, and a database is never touched by a program that does not know it."""

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Engine, text

from monitor.storage import engine, migrate, models, models_history, models_signals  # noqa: F401 - their tables are the metadata's
from monitor.storage.base import Base


def test_migrations_equal_models(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": migrate.is_ours, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_word_is_checked_by_the_database(database: Engine) -> None:
    with database.connect() as connection:
        checks = set(connection.scalars(text("SELECT conname FROM pg_constraint WHERE contype = 'c'")))
    assert {
        "ck_poll_outcome",
        "ck_listing_stock",
        "ck_listing_sellerkind",
        "ck_observation_stock",
        "ck_signal_signalkind",
    } <= checks


def test_upgrading_again_changes_nothing(database: Engine) -> None:
    migrate.upgrade(database)
    with database.connect() as connection:
        assert migrate.is_current(connection)


def test_several_starters_upgrade_once(admin: Engine, server_url: URL) -> None:
    name = "gpumarket_together"
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engines = [engine.connect(server_url.set(database=name)) for _ in range(3)]
    failures: list[Exception] = []

    def upgrade(connected: Engine) -> None:
        try:
            migrate.upgrade(connected)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=upgrade, args=(connected,)) for connected in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with engines[0].connect() as connection:
        assert migrate.is_current(connection)
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    assert failures == []
    for connected in engines:
        connected.dispose()
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}"'))


def test_a_schema_from_the_future_is_refused(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrate.SchemaError, match="newer"):
        migrate.upgrade(database)
