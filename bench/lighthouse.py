"""Lighthouse (mobile) on a front and an article; axe-core on readers' and newsroom screens.

`python -m bench.lighthouse [--quick]`. Both tools come from npm into a temporary folder; the browser is Debian's.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Literal

import httpx

from bench.kept import ROOT
from bench.record import Aim, Row, write
from bench.running import Installation, demonstration_up
from bench.screens import screens
from bench.sizes import Size, asked

LIGHTHOUSE = "12.8.2"  # the last one for Node 20 and 22
AXE = "4.11.0"
ROUNDS = 3
FLAGS = (
    "--headless=new --no-sandbox --disable-background-networking --no-first-run --disable-component-update"
)
PHONE, DESKTOP = 390, 1280
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DIRECTOR = "thanh"  # who administers, too: sees every screen but the installation's operators' own


def main(size: Size) -> None:
    """Install the tools, start the demonstration, look at its pages, write the result."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("bench lighthouse needs Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="hoitu-bench-") as folder:
        tools = Path(folder)
        wanted = [f"lighthouse@{LIGHTHOUSE}", f"axe-core@{AXE}"]
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *wanted]
        subprocess.run(npm, check=True)
        with demonstration_up() as up:
            article = _article(up)
            rows = [
                row
                for name, url in (("front", f"{up.readers}/"), ("article", article))
                for row in _lighthouse(tools, chromium, name, url, rounds=1 if size.is_quick else ROUNDS)
            ]
            rows += _axe(tools, chromium, up, article)
    write(size.result("lighthouse"), rows, command=size.command("lighthouse"))


def _article(up: Installation) -> str:
    front = httpx.get(f"{up.readers}/").text
    path = re.search(r'href="(?:https?://[^/"]+)?(/[^"]+\.html)"', front)
    assert path, "the front has no article"
    return up.readers + path[1]


def _lighthouse(tools: Path, chromium: str, name: str, url: str, *, rounds: int) -> Iterator[Row]:
    scores: list[dict[str, float]] = []
    for number in range(rounds):
        report = tools / f"{name}-{number}.json"
        command = [str(tools / "node_modules/.bin/lighthouse"), url, "--quiet", "--output=json"]
        command += [f"--output-path={report}", f"--chrome-flags={FLAGS}"]
        command += ["--only-categories=performance,accessibility"]
        subprocess.run(command, check=True, env={**_environment(), "CHROME_PATH": chromium})
        said = json.loads(report.read_text(encoding="utf-8"))
        scores.append({key: value["score"] * 100 for key, value in said["categories"].items()})
        for audit in said["audits"].values():
            if (
                audit["score"] is not None
                and audit["score"] < 0.9
                and audit.get("scoreDisplayMode") != "informative"
            ):
                print(f"  {name}: {audit['id']} {audit['score']} {audit.get('displayValue', '')}")
    best = max(score["performance"] for score in scores)
    accessible = min(score["accessibility"] for score in scores)
    yield Row(
        f"Lighthouse performance, {name}, mobile, best of {rounds}", round(best), "points", aim=Aim(">=", 95)
    )
    yield Row(f"Lighthouse accessibility, {name}", round(accessible), "points", aim=Aim(">=", 100))


def _environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name not in ("HOITU_HOME", "DISPLAY")}


def _axe(tools: Path, chromium: str, up: Installation, article: str) -> Iterator[Row]:
    from playwright.sync_api import sync_playwright

    source = (tools / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    section = article.rpartition("/")[0] + "/"
    paths = ("/", "/moi-nhat/", "/luu-tru/", "/tim-kiem?q=sông", "/tv/", "/404")
    public = [*(f"{up.readers}{path}" for path in paths), section, article]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        cookies, newsroom = _newsroom_screens(browser, up)
        for width, scheme in product((PHONE, DESKTOP), SCHEMES):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale="vi-VN",
                bypass_csp=True,
                storage_state=cookies,
            )
            page = context.new_page()
            for what, addresses in (("readers' pages", public), ("newsroom screens", newsroom)):
                found = [(url, _violations(page, url, source)) for url in addresses]
                yield _row(f"{what}, {width} px, {scheme}", found)
            context.close()
        browser.close()


def _newsroom_screens(browser: Any, up: Installation) -> tuple[Any, list[str]]:
    """Return the cookies of somebody who sees (nearly) every screen, and the addresses of all those."""
    context = browser.new_context(locale="vi-VN")
    _sign_in(context.new_page(), up)
    paths = screens(context.request, up.newsroom)
    cookies = context.storage_state()
    context.close()
    return cookies, [up.newsroom + path for path in paths]


def _row(what: str, found: list[tuple[str, list[Any]]]) -> Row:
    for url, violations in found:
        for violation in violations:
            where = violation["nodes"][0]["target"]
            print(f"  axe: {url}: {violation['id']} ({len(violation['nodes'])}): {where}")
    count = sum(len(violations) for _, violations in found)
    return Row(f"axe-core violations, {len(found)} {what}", count, "violations", aim=Aim("<=", 0))


def _violations(page: Any, url: str, source: str) -> list[Any]:
    page.goto(url)
    page.wait_for_timeout(300)
    page.evaluate(source)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return list(found["violations"])


def _sign_in(page: Any, up: Installation) -> None:
    told = tomllib.loads((ROOT / "hoitu/workspace/demo/people.toml").read_text(encoding="utf-8"))
    person = next(person for person in told["person"] if person["key"] == DIRECTOR)
    page.goto(f"{up.newsroom}/dang-nhap/")
    page.get_by_label("Thư điện tử").fill(person["email"])
    page.get_by_label("Mật khẩu").fill(told["password"])
    page.get_by_role("button", name="Đăng nhập").first.click()
    page.wait_for_url(f"{up.newsroom}/")


if __name__ == "__main__":
    main(asked(full=1, quick=1))
