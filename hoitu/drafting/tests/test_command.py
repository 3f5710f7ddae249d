"""`hoitu strategy propose`: the strategy's group of commands, to which this room adds one."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from hoitu.project import cli

PLANS = Path(__file__).parent / "plans"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    """The whole command line, made anew."""
    monkeypatch.setattr(cli, "app", typer.Typer())
    cli._add_commands_of_rooms()
    return cli.app


def test_the_command_proposes_what_a_file_contains(app: typer.Typer) -> None:
    told = CliRunner().invoke(app, ["strategy", "propose", str(PLANS / "hai-van.txt"), "--json"])
    proposed = json.loads(told.stdout)
    assert {"document", "targets", "tasks", "reports"} <= proposed.keys()
    assert proposed["targets"][0].keys() >= {"text", "value", "unit", "year", "line"}
    assert CliRunner().invoke(app, ["strategy", "propose", str(PLANS / "hai-van.txt")]).exit_code == 0
    assert CliRunner().invoke(app, ["strategy", "propose", str(PLANS / "locked.pdf")]).exit_code == 1


def test_the_strategys_own_commands_stand_beside_it(app: typer.Typer) -> None:
    told = CliRunner().invoke(app, ["strategy", "summary", "--json"])
    assert json.loads(told.stdout)["total"]["tasks"] == 45
