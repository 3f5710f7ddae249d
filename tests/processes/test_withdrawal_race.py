"""One process bakes pages without end, another withdraws their stories: readers end with 410, every time."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from hoitu.accounts.testing import make_agency
from hoitu.site import files
from hoitu.site.operations.place import place_story
from hoitu.site.testing import make_site, released
from tests.architecture.layers import ROOT
from tests.processes.servers import environment, free_port, running, wait_for

STORIES = {"pages": 16, "everything": 3}
START = """
import sys, time
import django
django.setup()
from hoitu.site.models import Site
from hoitu.site.operations.bake import bake_path
from hoitu.site.operations.full_bake import bake_everything
from hoitu.site.operations.place import withdraw_story
site = Site.objects.unscoped(why="one site").get(slug=sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
"""
BAKE_PAGES = (
    START
    + """
from hoitu.site.operations import bake
render = bake.render
def slow_render(reads, path):
    output = render(reads, path)
    time.sleep(0.04)
    return output
bake.render = slow_render
for path in sys.argv[2:]:
    bake_path(site, path)
    print("done", flush=True)
    sys.stdin.readline()
"""
)
BAKE_EVERYTHING = (
    START
    + """
for path in sys.argv[2:]:
    bake_everything(site, processes=1)
    site.refresh_from_db()
    print("done", flush=True)
    sys.stdin.readline()
"""
)
WITHDRAW = (
    START
    + """
for number, story_id in enumerate(sys.argv[2:]):
    time.sleep(0.005 * number)
    withdraw_story(site, story_id)
    print("done", flush=True)
    sys.stdin.readline()
"""
)


@contextmanager
def waiting(script: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A process that is ready and begins when it is told a line."""
    env = environment(settings.HOITU_HOME, DJANGO_SETTINGS_MODULE="hoitu.project.settings")
    command = [sys.executable, "-W", "ignore", "-c", script, *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def one_round(*processes: subprocess.Popen[str]) -> None:
    """Let the processes do one thing each, at the same time."""
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "done\n"


@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("what", "script"), [("pages", BAKE_PAGES), ("everything", BAKE_EVERYTHING)])
def test_a_withdrawal_wins_over_any_bake(what: str, script: str, tmp_path: Path) -> None:
    site = make_site(make_agency().pk)
    placed = [place_story(site, released(site.agency_id)) for _ in range(STORIES[what])]
    paths = [story.path for story in placed]
    ids = [str(story.story_id) for story in placed]
    with waiting(script, site.slug, *paths) as baker, waiting(WITHDRAW, site.slug, *ids) as withdrawer:
        for _ in placed:
            one_round(baker, withdrawer)
    assert [path for path in paths if not files.is_gone(site.slug, path)] == []
    port, log = free_port(), tmp_path / "public.log"
    env = environment(settings.HOITU_HOME, HOITU_PUBLIC_PORT=str(port))
    with running(["public"], env, log) as process:
        wait_for(f"http://127.0.0.1:{port}/_health", process, log)
        answers = {
            httpx.get(f"http://127.0.0.1:{port}{site.path_prefix}{path}").status_code for path in paths
        }
    assert answers == {410}
