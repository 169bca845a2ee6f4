"""`gpumarket config check` reads the rules of alerts, and says what cannot be used."""

from pathlib import Path

from command_line import Run, refused

FINE = '[[rule]]\nto = "me@example.org"\ngpu = ["RTX 5070 Ti"]\nbelow = "899"\nmarket = ["de"]\n'


def test_a_file_that_can_be_used(run: Run, folder: Path) -> None:
    (folder / "alerts.toml").write_text(FINE, encoding="utf-8")
    assert run("config", "check").stdout.startswith("Fine: ")


def test_what_cannot_is_named_by_its_number(run: Run, folder: Path) -> None:
    for wrong, said in {
        'market = ["xx"]': "rule 2: market: there is no 'xx'",
        'bellow = "899"': "rule 2: ",
        "gpu = [": "cannot be read",
    }.items():
        (folder / "alerts.toml").write_text(f'{FINE}[[rule]]\nto = "me@example.org"\n{wrong}\n', encoding="utf-8")
        refused(run("config", "check"), 2, "alerts.toml", said)
