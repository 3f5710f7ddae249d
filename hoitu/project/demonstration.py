"""Filling an empty installation with the demonstration, and telling how to sign in to it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import psycopg

from hoitu.kernel import postgres
from hoitu.project.config import Config
from hoitu.project.databases import conninfo_of

WORKSPACE = Path(__file__).resolve().parents[1] / "workspace"
PEOPLE = WORKSPACE / "demo" / "people.toml"
COMMANDS = WORKSPACE / "management" / "commands.py"


def draw_ahead(config: Config) -> None:
    """Begin to draw the demonstration's pictures, which nothing needs to be ready for."""
    if not _is_loaded(config):
        # Neither waited for nor asked: the load draws whatever is missing.
        subprocess.Popen([sys.executable, "-m", "hoitu.workspace.demo.hanging"], stderr=subprocess.DEVNULL)


def fill_when_empty(config: Config) -> None:
    """Load the demonstration once; a load that was interrupted is tried again at the next start."""
    if _is_loaded(config):
        return
    # In this group of processes: Ctrl-C ends it, too.
    done = subprocess.run([sys.executable, "-m", "hoitu.project.cli", "demo"], check=False)
    if done.returncode == 0:
        _marker(config).touch()


def _is_loaded(config: Config) -> bool:
    return _marker(config).exists() or not COMMANDS.exists()


def _marker(config: Config) -> Path:
    return config.home / "demonstration-loaded"


def sign_ins(config: Config) -> list[str]:
    """Return lines that say how to sign in; none when this is not the demonstration."""
    told = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))
    people = told["person"]
    with psycopg.connect(conninfo_of(config, postgres.APP)) as connection:
        query = "SELECT email FROM accounts_person WHERE email = ANY(%s) AND is_active"
        here = {row[0] for row in connection.execute(query, [[person["email"] for person in people]])}
    width = max(len(person["email"]) for person in people)
    lines = [
        f"    {person['email']:<{width}}  {person['name']} ({', '.join(person['roles'])})"
        for person in people
        if person["email"] in here
    ]
    return [f"  Đăng nhập bản trình diễn, mật khẩu chung: {told['password']}", *lines] if lines else []
