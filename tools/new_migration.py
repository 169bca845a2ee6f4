"""Write a migration from what the models say and the migrations do not: tools/new_migration.py "what it does"."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from monitor.storage import engine, migrate
from monitor.storage.embedded import EmbeddedPostgres


def main() -> None:
    """Compare the models with a freshly migrated, throw-away database."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        raise SystemExit(__doc__)
    folder = Path(tempfile.mkdtemp(prefix="gpumarket-migration-"))
    folder.chmod(0o755)
    with EmbeddedPostgres(folder / "data", durable=False) as server:
        connected = engine.connect(engine.read_url(server.url))
        migrate.upgrade(connected)
        number = len(list((Path(__file__).parents[1] / "alembic" / "versions").glob("*.py"))) + 1
        with connected.begin() as connection:
            config = migrate.config(connection)
            command.revision(config, message=sys.argv[1], autogenerate=True, rev_id=f"{number:04}")
        connected.dispose()


if __name__ == "__main__":
    main()
