"""People at real browsers who type at random, and what each of their pages said of every letter."""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page

SCRIPT = Path(__file__).with_name("typist.js").read_text(encoding="utf-8")
# Enough of them for half an hour, which nobody writes by chance, and one unit of a browser's text each.
LETTERS = [
    chr(at)
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3))
    for at in range(first, last + 1)
]
MOST_TYPISTS = 3
HOUR_MS = 3_600_000
BACK_SECONDS = 60


@dataclass
class Told:
    """Letters by what a page said of them."""

    typed: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)

    def add(self, said: dict[str, Any]) -> None:
        self.typed.update(said["typed"])
        self.deleted.update(said["deleted"])
        self.saved.update(said["typed"][: said["saved"]])


class Typist:
    """One person at a browser of their own. Each letter they type is another one, and nobody else types it."""

    def __init__(self, url: str, browser: Browser, email: str, password: str, number: int) -> None:
        self.url, self.email, self.password, self.number = url, email, password, number
        self.chance = random.Random(number)
        self.letters = iter(LETTERS[number::MOST_TYPISTS])
        self.told = Told()  # by pages that are closed
        self.context = browser.new_context(locale="vi-VN")
        self.context.add_init_script(SCRIPT)
        self.page = self._sign_in()

    def _sign_in(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(60_000)
        self._patiently(page, f"{self.url}/dang-nhap/")
        if "dang-nhap" not in page.url:
            return page  # signed in already
        page.get_by_label("Thư điện tử").fill(self.email)
        page.get_by_label("Mật khẩu").fill(self.password)
        page.get_by_role("button", name="Đăng nhập").first.click()
        page.wait_for_url(f"{self.url}/")
        return page

    def sign_in_again(self) -> None:
        """Sign in at another tab, as the page asks those whose session has ended."""
        self._sign_in().close()

    def _patiently(self, page: Page, url: str) -> None:
        """Go there as people do: again, when the server is not back yet."""
        until = time.monotonic() + BACK_SECONDS
        while True:
            try:
                page.goto(url)
            except Error:
                assert time.monotonic() < until
                page.wait_for_timeout(300)
            else:
                return

    def open(self, story: str) -> None:
        """Open the story, signing in where that is asked."""
        self._patiently(self.page, story)
        if "dang-nhap" in self.page.url:
            self.sign_in_again()
            self._patiently(self.page, story)
        self.page.wait_for_selector(".ProseMirror")
        self.page.evaluate("torture.watch()")

    def reload(self) -> None:
        """Load the page anew; what it kept in the browser is all it has."""
        self.told.add(self.page.evaluate("torture.told"))
        self.open(self.page.url)

    def act(self) -> None:
        """Do one random thing in the text."""
        kind = self.chance.choices(["type", "break", "cut", "headline"], [70, 4, 14, 12])[0]
        somewhere = [self.chance.random(), self.chance.random()]
        if kind == "cut":
            self.page.evaluate("torture.cut", [*somewhere, self.chance.randint(1, 3)])
        elif kind == "headline":
            self.page.evaluate("torture.headline", somewhere[0])
            self.page.keyboard.insert_text(next(self.letters))
        else:
            self.page.evaluate("torture.caret", somewhere)
            if kind == "break":
                self.page.keyboard.press("Enter")
            for _ in range(self.chance.randint(1, 4)):
                self.page.keyboard.insert_text(next(self.letters))

    def cut_line(self) -> None:
        self.context.set_offline(True)

    def mend_line(self) -> None:
        self.context.set_offline(False)

    def jump_clock(self, ms: int) -> None:
        self.page.evaluate("torture.jump", ms)

    def shown(self) -> dict[str, str]:
        shown: dict[str, str] = self.page.evaluate("torture.shown()")
        return shown

    def account(self) -> Told:
        """Return what all pages of this person said."""
        self.told.add(self.page.evaluate("torture.told"))
        return self.told
