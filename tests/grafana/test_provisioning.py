"""Grafana is given all it asks for, what is mounted is there, and the container's reader may read and nothing else."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from in_memory import open_folder

from monitor.storage import engine, migrate
from monitor.storage.embedded import EmbeddedPostgres, binaries
from monitor.storage.embedded.passwords import SUPERUSER, Passwords

FOLDER = Path(__file__).parents[2] / "grafana"
PASSWORD = 'it\'s a "secret" \\ $x'


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def test_the_datasources_are_those_of_the_dashboards() -> None:
    found = {each["uid"]: each["type"] for each in _read("provisioning/datasources/gpumarket.yaml")["datasources"]}
    assert found == {
        "gpumarket-prometheus": "prometheus",
        "gpumarket-postgres": "grafana-postgresql-datasource",
    }


def test_every_variable_is_given_and_no_secret_is_written_down() -> None:
    asked: set[str] = set()
    for path in (FOLDER / "provisioning").rglob("*.yaml"):
        asked |= set(re.findall(r"\$(\w+)", path.read_text(encoding="utf-8")))
    given = _read("compose.yml")["services"]["grafana"]["environment"]
    assert asked == {name for name in given if name.startswith("GPUMARKET_")}
    for service in _read("compose.yml")["services"].values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name:
                assert value.startswith("${"), name
    docs = (FOLDER.parent / "docs" / "grafana.md").read_text(encoding="utf-8")
    assert all(name in docs for name in asked)


def test_what_is_mounted_is_there() -> None:
    for service in _read("compose.yml")["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (FOLDER / source).exists(), source
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_prometheus_in_a_container_is_set_up_as_outside() -> None:
    inside = yaml.safe_load(_read("compose.yml")["configs"]["prometheus"]["content"])
    outside = (FOLDER / "prometheus" / "prometheus.yml").read_text(encoding="utf-8")
    names = outside.replace("127.0.0.1:8000", "monitor:8000").replace("127.0.0.1:9093", "alertmanager:9093")
    assert inside == yaml.safe_load(names)


def test_the_reader_of_a_container_reads_and_changes_nothing() -> None:
    psql = shutil.which("psql") or binaries.psql()
    assert psql
    with open_folder("reader") as folder, EmbeddedPostgres(folder / "data", durable=False) as server:
        # In a container the program's user is the server's own.
        secrets = Passwords.read(folder / "data" / "pgpass")
        assert secrets
        owner = engine.read_url(server.url).set(username=SUPERUSER, password=secrets.superuser)
        with psycopg.connect(engine.conninfo(owner), autocommit=True) as connection:
            connection.execute("DROP OWNED BY gpumarket_reader; DROP ROLE gpumarket_reader")
            connection.execute("GRANT EXECUTE ON FUNCTION lo_creat(int) TO PUBLIC")
        done = subprocess.run(
            ["sh", FOLDER / "postgres" / "reader.sh"],
            env={
                "PATH": f"{Path(psql).parent}:{os.environ['PATH']}",
                "PGHOST": owner.host or "",
                "PGPORT": str(owner.port),
                "PGPASSWORD": owner.password or "",
                "POSTGRES_USER": owner.username or "",
                "POSTGRES_DB": owner.database or "",
                "GPUMARKET_READER_PASSWORD": PASSWORD,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        connected = engine.connect(owner)
        migrate.upgrade(connected)
        connected.dispose()
        reader = owner.set(username="gpumarket_reader", password=PASSWORD)
        with psycopg.connect(engine.conninfo(reader), autocommit=True) as connection:
            assert connection.execute("SELECT count(*) FROM retailers").fetchone() == (0,)
            assert connection.execute("SHOW statement_timeout").fetchone() == ("30s",)
            with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
                connection.execute("CREATE TEMPORARY TABLE t (x int)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT lo_creat(-1)")
