"""A built editor, a stand-in server with a story, and pages of a real Chromium."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from frontend.tests.fake_server import FRONTEND, Story, serve

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--no-first-run", "--disable-component-update",
    "--disable-sync", "--disable-quic",
]  # fmt: skip


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the front end into a folder of its own."""
    beside = Path(sys.executable).with_name("node")
    node = shutil.which("node") or (str(beside) if beside.exists() else None)
    if node is None or not (FRONTEND / "node_modules").is_dir():
        pytest.skip("The front end is not installed: run `make setup` first.")
    folder = tmp_path_factory.mktemp("dist")
    vite = FRONTEND / "node_modules" / "vite" / "bin" / "vite.js"
    subprocess.run(
        [node, str(vite), "build", "--outDir", str(folder), "--logLevel", "error"],
        cwd=FRONTEND, check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def server(dist: Path) -> Iterator[tuple[str, Story]]:
    """Serve one empty story; gives the page's address and the story."""
    running, story = serve(dist)
    yield f"http://127.0.0.1:{running.server_port}/", story
    running.shutdown()
    running.server_close()


@pytest.fixture
def story(server: tuple[str, Story]) -> Story:
    """The story on the server."""
    return server[1]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One person's browser."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    yield made
    made.close()


@pytest.fixture
def open_page(server: tuple[str, Story]) -> Callable[[BrowserContext], Page]:
    """Return a function that opens the story and fails on any script error."""

    def open_in(context: BrowserContext) -> Page:
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", _raise)
        page.on("console", _refuse_policy_breaks)
        page.goto(server[0])
        page.wait_for_selector(".se-prose")
        return page

    return open_in


@pytest.fixture
def page(context: BrowserContext, open_page: Callable[[BrowserContext], Page]) -> Page:
    """The story open for one person."""
    return open_page(context)


def _raise(error: Exception) -> None:
    raise AssertionError(f"A script failed: {error}")


def _refuse_policy_breaks(message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text:
        raise AssertionError(message.text)
