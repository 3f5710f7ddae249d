"""An import whose process is killed in the middle goes on and ends as if nothing had happened."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.imports import api
from hoitu.imports.data import RunState, SourceKind
from hoitu.imports.testing import Post, export, item
from hoitu.kernel.actor import Actor
from hoitu.stories.models import DocumentState, Revision, Story
from tests.architecture.layers import ROOT
from tests.processes.servers import environment

ARTICLES = 120
WORKER = """
import sys
from uuid import UUID
import django
django.setup()
from hoitu.imports.operations import work
from hoitu.kernel.actor import Actor
work.BATCH_ROWS = 10
actor = Actor.system(agency_id=UUID(sys.argv[1]))
work.work(actor=actor, run_id=UUID(sys.argv[2]), watch=lambda rows: print(rows, flush=True))
"""


def work_until_killed(actor: Actor, run_id: object, rows: int) -> None:
    """Let a process of its own work on the run and kill it while it writes what comes after so many rows."""
    env = environment(settings.HOITU_HOME, DJANGO_SETTINGS_MODULE="hoitu.project.settings")
    words = [sys.executable, "-W", "ignore", "-c", WORKER, str(actor.agency), str(run_id)]
    with subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        for line in process.stdout:
            if int(line) >= rows:
                process.kill()
                break
        assert process.wait() == -9


@pytest.mark.django_db(transaction=True)
def test_killed_three_times_and_whole_in_the_end(tmp_path: Path) -> None:
    lan = actor_of(make_person(make_agency(), permissions=("imports.run",), name="Trần Thị Lan"))
    path = export(tmp_path / "cu.xml", [item(Post(n, title=f"Bài số {n}")) for n in range(1, ARTICLES + 1)])
    run_id = api.open_run(actor=lan, kind=SourceKind.WXR, path=path, with_pictures=False, in_background=False)
    api.analyse(actor=lan, run_id=run_id)
    for rows in (10, 40, 80):
        work_until_killed(lan, run_id, rows)
    left = api.progress(api.run(agency_id=lan.agency, run_id=run_id))
    assert left.state is RunState.RUNNING
    assert 80 <= left.done < ARTICLES
    ended = api.work(actor=lan, run_id=run_id)
    assert (ended.state, ended.done, ended.known, ended.dead) == (RunState.DONE, ARTICLES, 0, 0)
    assert Story.objects.for_agency(lan.agency).count() == ARTICLES
    assert Revision.objects.for_agency(lan.agency).count() == ARTICLES
    assert DocumentState.objects.unscoped(why="counted").count() == ARTICLES
    assert audit.verify(agency_id=lan.agency).problems == ()
