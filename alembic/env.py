"""Runs migrations on the connection that the caller hands over (see monitor/storage/migrate.py)."""

from alembic import context
from monitor.storage import migrate, models, models_alerts, models_history, models_signals  # noqa: F401 - their tables are the metadata's
from monitor.storage.base import Base

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Use `gpumarket db upgrade`; to write a migration, see CONTRIBUTING.md.")
context.configure(
    connection=connection, target_metadata=Base.metadata, include_name=migrate.is_ours, transaction_per_migration=False
)
context.run_migrations()
