"""Keys of shops' APIs among the settings: by name, from a file, and never shown."""

from pathlib import Path

import pytest

from monitor.config import ConfigError, load


def test_keys_go_by_the_name_that_files_give_them(tmp_path: Path) -> None:
    secret = tmp_path / "ebay"
    secret.write_text("app-id:cert-id\n")
    environ = {"GPUMARKET_KEY_BESTBUY": " abc ", "GPUMARKET_KEY_EBAY_FILE": str(secret), "GPUMARKET_KEY_EMPTY": ""}
    loaded = load(environ)
    assert loaded.keys == {"bestbuy": "abc", "ebay": "app-id:cert-id"}
    assert "abc" not in repr(loaded)
    assert "cert-id" not in repr(loaded)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"GPUMARKET_KEYS": "s3cret"}, ["GPUMARKET_KEYS is no setting"]),
        ({"GPUMARKET_KEY_": "s3cret"}, ["GPUMARKET_KEY_ is no setting"]),
        ({"GPUMARKET_KEY_9X": "s3cret"}, ["is no setting"]),
        ({"GPUMARKET_KEY_small": "s3cret"}, ["is no setting"]),
        ({"GPUMARKET_KEY_A": "s3cret", "GPUMARKET_KEY_A_FILE": "/x"}, ["GPUMARKET_KEY_A", "both"]),
        ({"GPUMARKET_KEY_A_FILE": "/nowhere/at/all"}, ["GPUMARKET_KEY_A_FILE", "cannot be read"]),
        ({"GPUMARKET_KEY_A": "s3cret\nsecond"}, ["GPUMARKET_KEY_A", "one line"]),
        ({"GPUMARKET_KEY_A": "s3crét"}, ["GPUMARKET_KEY_A", "plain letters"]),
    ],
)
def test_what_cannot_be_a_key_is_named_without_saying_it(environ: dict[str, str], words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        load(environ)
    assert all(word in str(caught.value) for word in words)
    assert "s3cr" not in str(caught.value)
