"""Newsroom and database are gone; readers notice nothing."""

import re
from pathlib import Path

import httpx
import pytest

from tests.faults.people import Hand, Newsroom
from tests.faults.test_kills import Installation, converged, installation  # noqa: F401 - the fixture
from tests.processes.servers import free_port, running, wait_for

pytestmark = pytest.mark.timeout(900)


def test_every_page_feed_and_sitemap_is_served_without_the_newsroom(
    installation: Installation,  # noqa: F811
    tmp_path: Path,
) -> None:
    for number in range(2):
        Hand(installation.room, number, stories=2).run()
    assert isinstance(installation.room, Newsroom)
    assert converged(installation) == []
    installation.process.terminate()
    installation.process.wait(30)
    port = free_port()
    env = installation.env | {"HOITU_PUBLIC_PORT": str(port)}
    log = tmp_path / "public.log"
    with running(["public"], env, log) as process:
        wait_for(f"http://localhost:{port}/_health", process, log)
        folder = Path(env["HOITU_HOME"]) / "public"
        [generation] = folder.glob("sites/*/gen-*")
        paths = {f"/{file.relative_to(generation)}" for file in generation.rglob("*") if file.is_file()}
        standing = {
            path for path in paths if f"{path}.gone" not in paths
        }  # a hand may have withdrawn its story
        asked = {
            re.sub(r"index\.html$", "", path)
            for path in standing
            if not re.search(r"\.(br|gz|gone)$|/_", path)
        }
        assert len(asked) > 20
        assert any("sitemap" in path for path in asked)
        assert "/feed.xml" in asked
        with httpx.Client(base_url=f"http://localhost:{port}") as reader:
            answers = {path: reader.get(path).status_code for path in asked}
        assert {path: status for path, status in answers.items() if status != 200} == {}
