"""A user's own rows of the catalogue, as the commands meet them."""

import json
from pathlib import Path

import pytest
from command_line import Run, refused

HEAD = "name,model,vendor,family,memory_gb,memory_type,bus_bits,segment"
NEW = "GeForce RTX 6090,GeForce RTX 6090,NVIDIA,RTX 60,48,GDDR7,512,halo"


def test_a_card_of_today_is_known_as_soon_as_its_line_is_written(run: Run, folder: Path) -> None:
    title = "ASUS ROG Astral GeForce RTX 6090 48GB"
    assert json.loads(run("match", title, "--json").stdout)["gpu"] is None
    (folder / "gpus.csv").write_text(f"{HEAD}\n{NEW}\n", encoding="utf-8")
    assert json.loads(run("match", title, "--json").stdout)["gpu"] == "GeForce RTX 6090"
    done = run("config", "check")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", [("config", "check"), ("match", "RTX 5090"), ("poll",)], ids=" ".join)
def test_a_broken_row_is_told_with_file_line_column_and_what_to_write(
    run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    path = folder / "gpus.csv"
    path.write_text(f"{HEAD}\n{NEW.replace('48', '48 GB')}\n", encoding="utf-8")
    refused(run(*command), 2, f"{path}, line 2, column memory_gb: '48 GB'", "write whole gigabytes, such as 16")
