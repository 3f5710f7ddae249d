"""Takes the pictures of docs/images from the demonstration that runs on this machine.

python scripts/pictures.py [NEWSROOM READERS] [--folder FOLDER]

Load the demonstration afresh first (`hoitu demo --reset`), then look at every picture before it is committed.
"""

import argparse
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
DESKTOP, PHONE = (1280, 800), (390, 844)
SECRETARY = "khai"
WAITING, RELEASED = "Hồ Khe Mây và quy trình xả lũ mới", "Hợp long cầu Tràng Kiều"


def main() -> None:
    """Do what the command line says."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("newsroom", nargs="?", default="http://localhost:8000")
    asked.add_argument("readers", nargs="?", default="http://localhost:8080")
    asked.add_argument("--folder", type=Path, default=ROOT / "docs" / "images")
    given = asked.parse_args()
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for size, shots in ((DESKTOP, _desktop), (PHONE, _phone)):
            with _page(browser, size) as page:
                _sign_in(page, given.newsroom)
                for name, show in shots(page, given.newsroom, given.readers).items():
                    show()
                    page.wait_for_timeout(700)  # fonts, the editor's first words
                    page.screenshot(
                        path=given.folder / f"{name}-{'desktop' if size == DESKTOP else 'phone'}.png"
                    )
        browser.close()


def _desktop(page: Page, newsroom: str, readers: str) -> dict[str, Callable[[], object]]:
    return {
        "home": lambda: page.goto(newsroom),
        "newsroom": lambda: page.goto(f"{newsroom}/bang/"),
        "story": lambda: _open_story(page, newsroom, WAITING),
        "releases": lambda: _open_story(page, newsroom, RELEASED),
        "search": lambda: page.goto(f"{newsroom}/tim/?q=song trang"),
        "front": lambda: page.goto(readers),
        "article": lambda: _open_article(page, readers),
        "magazine": lambda: page.goto(f"{readers}/van-nghe/"),
    }


def _phone(page: Page, newsroom: str, readers: str) -> dict[str, Callable[[], object]]:
    desktop = _desktop(page, newsroom, readers)
    return {name: desktop[name] for name in ("home", "story", "front", "article")}


def _open_story(page: Page, newsroom: str, headline: str) -> None:
    page.goto(f"{newsroom}/tim/?q={headline}")
    page.get_by_role("link", name=re.compile(headline)).first.click()
    page.wait_for_selector(".ProseMirror h1, .ProseMirror p")


def _open_article(page: Page, readers: str) -> None:
    page.goto(readers)
    page.get_by_role("link", name=re.compile(RELEASED)).first.click()


def _sign_in(page: Page, newsroom: str) -> None:
    told = tomllib.loads((ROOT / "hoitu/workspace/demo/people.toml").read_text(encoding="utf-8"))
    person = next(person for person in told["person"] if person["key"] == SECRETARY)
    page.goto(f"{newsroom}/dang-nhap/")
    page.get_by_label("Thư điện tử").fill(person["email"])
    page.get_by_label("Mật khẩu").fill(told["password"])
    page.get_by_role("button", name="Đăng nhập").first.click()
    page.wait_for_url(f"{newsroom}/")


@contextmanager
def _page(browser: Browser, size: tuple[int, int]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
    yield context.new_page()
    context.close()


if __name__ == "__main__":
    main()
