"""What tests of the command share: starting it, and what a refusal looks like."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

GPUMARKET = Path(sys.executable).with_name("gpumarket")
Run = Callable[..., subprocess.CompletedProcess[str]]


def own_retailer(folder: Path, text: str, name: str = "my-shop.toml") -> Path:
    """Write a retailer's file into a data folder."""
    path = folder / "retailers" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Assert that a command ended with a code and a message that has these words."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr
