"""A whole installation, started as people start it, and a browser in front of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.architecture.layers import ROOT
from tests.processes.servers import environment, free_port, running, wait_for

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
SCREENSHOTS = os.environ.get("JOURNEY_SCREENSHOTS", "")


@dataclass(frozen=True)
class Newsroom:
    """Where the installation answers and who can sign in."""

    url: str
    public_url: str
    people: dict[str, str]
    password: str
    home: Path


@contextmanager
def started(home: Path, **more: str) -> Iterator[tuple[Newsroom, dict[str, str]]]:
    """Start `hoitu up` with an empty data folder, make the smallest newsroom in it; return its environment, too."""
    if not (ROOT / "frontend" / "dist" / "manifest.json").exists():
        pytest.skip("the front end is not built: make test builds it")
    home.mkdir(exist_ok=True)
    port, public_port = free_port(), free_port()
    url, public_url = f"http://localhost:{port}", f"http://localhost:{public_port}"
    env = environment(home, HOITU_PORT=str(port), HOITU_PUBLIC_PORT=str(public_port), **more)
    log = home / "up.log"
    with running(["up"], env, log) as process:
        wait_for(f"{url}/_health", process, log)
        wait_for(f"{public_url}/_health", process, log)
        seeded = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.journeys.seed", public_url],
            env=env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if seeded.returncode:
            raise AssertionError(seeded.stderr[-4000:])
        made = json.loads(seeded.stdout)
        yield Newsroom(url, public_url, made["people"], made["password"], home), env


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A running newsroom for all journeys."""
    settings = {
        "HOITU_PUSH_CONTACT": "mailto:kythuat@toasoan.example",
        "HOITU_FETCH_PRIVATE_HOSTS": "127.0.0.1",  # the tests' own push service
    }
    with started(tmp_path_factory.mktemp("tòa soạn thử"), **settings) as (room, _env):
        yield room


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or a skip that names the package."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Desk:
    """One person at a browser of their own."""

    def __init__(self, newsroom: Newsroom, context: BrowserContext, name: str) -> None:
        self.newsroom, self.name = newsroom, name
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)

    def sign_in(self) -> "Desk":
        self.page.goto(f"{self.newsroom.url}/dang-nhap/")
        self.page.get_by_label("Thư điện tử").fill(self.newsroom.people[self.name])
        self.page.get_by_label("Mật khẩu").fill(self.newsroom.password)
        self.page.get_by_role("button", name="Đăng nhập").first.click()
        self.page.wait_for_url(f"{self.newsroom.url}/")
        return self

    def shoot(self, name: str) -> None:
        """Keep a picture of the screen when JOURNEY_SCREENSHOTS names a folder."""
        shoot(self.page, name)


def shoot(page: Page, name: str) -> None:
    """Keep a picture of a page when JOURNEY_SCREENSHOTS names a folder."""
    if SCREENSHOTS:
        page.screenshot(path=f"{SCREENSHOTS}/{name}.png", full_page=False)


@pytest.fixture
def desks(newsroom: Newsroom, browser: Browser) -> Iterator["dict[str, Desk]"]:
    """Lan, Minh, Thu and Dũng, each signed in at a browser of their own."""
    contexts = {name: browser.new_context(locale="vi-VN") for name in newsroom.people}
    yield {name: Desk(newsroom, context, name).sign_in() for name, context in contexts.items()}
    for context in contexts.values():
        context.close()
