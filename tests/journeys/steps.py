"""What people do again and again in the journeys, and how long readers wait."""

import re
import time

import httpx
import psutil
from playwright.sync_api import Page, expect


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


def begin(page: Page, headline: str, *, body: str, standfirst: str = "") -> str:
    """Start a story of the news section from the home page, write its first words, and return its address."""
    page.get_by_role("link", name="Viết bài mới").first.click()
    page.get_by_label("Tít tạm").fill(headline)
    page.get_by_label("Chuyên mục").select_option(label="Thời sự")
    page.get_by_role("button", name="Bắt đầu viết").click()
    page.wait_for_url(re.compile(r"/tin-bai/[0-9a-f-]{36}/$"))
    write(page, ".ProseMirror", body)
    if standfirst:
        write(page, "[data-field=standfirst]", standfirst)
    return page.url


def pass_on(page: Page, name: str, then: str) -> None:
    """Press the button that hands the story on, and wait until it stands at that step."""
    press(page, name)
    expect(page.locator("#story-side .story-marks")).to_contain_text(then)


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
