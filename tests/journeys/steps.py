"""What people do again and again in the journeys, and how long readers wait."""

import time

import httpx
import psutil
from playwright.sync_api import Page


def until(seconds: float, url: str, *, status: int = 200, words: str = "") -> float:
    """Return after how many seconds readers get the page; fail when it takes longer than allowed."""
    begin = time.monotonic()
    last = ""
    while time.monotonic() - begin < seconds:
        answer = httpx.get(url, follow_redirects=True)
        last = f"{answer.status_code} {answer.text[:200]}"
        if answer.status_code == status and words in answer.text:
            return time.monotonic() - begin
        time.sleep(0.02)
    raise AssertionError(f"{url} after {seconds} s: {last}")


def write(page: Page, field: str, words: str) -> None:
    page.locator(f"#story-editor {field}").click()
    page.keyboard.type(words)


def press(page: Page, name: str) -> None:
    """Press a button of the story's side and wait for the panel that comes back."""
    page.locator("#story-side").get_by_role("button", name=name, exact=True).click()


def open_fold(page: Page, title: str) -> None:
    fold = page.locator("#story-side details.fold", has=page.locator("summary", has_text=title)).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()


def select(page: Page, words: str) -> None:
    """Select words of the body, as a person does with the mouse."""
    page.evaluate(
        """(words) => {
            const {editor} = storyEditor;
            let from = -1;
            editor.state.doc.descendants((node, at) => {
                const found = node.isText ? node.text.indexOf(words) : -1;
                if (found >= 0) from = at + found;
            });
            editor.chain().setTextSelection({from, to: from + words.length}).focus().run();
        }""",
        words,
    )


def kill_web(url: str) -> None:
    """Kill the web process of the newsroom at this address and all it started, without a warning."""
    port = url.rpartition(":")[2]
    for process in psutil.process_iter(["cmdline"]):
        if "web" in (process.info["cmdline"] or []) and process.environ().get("HOITU_PORT") == port:
            for one in [*process.children(recursive=True), process]:
                one.kill()
            return
    raise AssertionError("no web process runs")
