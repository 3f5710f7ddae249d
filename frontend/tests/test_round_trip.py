"""Every node type and mark: CRDT → browser → CRDT → tree → renderers → back into the browser, no attribute lost."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from frontend.tests.fake_server import Story
from frontend.tests.test_editor import paste, until
from hoitu.site.rendering.document import PageRenderer
from hoitu.stories.document import crdt
from hoitu.stories.document.html_out import render_html
from hoitu.stories.document.plain import plain_text
from hoitu.stories.document.testing import every_node_tree
from hoitu.stories.document.tree import Node, canonical_json, from_json, normalise, to_json
from hoitu.stories.document.validity import problems

EVERYTHING = every_node_tree(suggestions=True)
RENDERERS: dict[str, Callable[[Node], str]] = {
    "plain HTML": render_html,
    "the site's page": lambda tree: str(PageRenderer({}).body(tree)),
}


def shown(page: Page) -> Node:
    """Return what the browser holds as a tree."""
    return normalise(from_json(json.loads(page.evaluate("JSON.stringify(storyEditor.editor.getJSON())"))))


def stored(story: Story) -> Node:
    """Return what the server holds as a tree."""
    with story.lock:
        return crdt.tree_of(story.doc.get_update())


def test_the_browser_shows_what_python_wrote_and_changes_nothing(
    context: BrowserContext, open_page: Callable[[BrowserContext], Page], story: Story
) -> None:
    assert problems(EVERYTHING) == ()
    story.doc.apply_update(crdt.document_from_tree(EVERYTHING))
    page = open_page(context)
    assert canonical_json(shown(page)) == canonical_json(EVERYTHING)
    page.wait_for_timeout(300)
    assert story.pushes == 0, "opening is no edit"


def test_python_reads_what_the_browser_wrote(
    context: BrowserContext, page: Page, story: Story, open_page: Callable[[BrowserContext], Page]
) -> None:
    write_all(page, story, EVERYTHING)
    # The bytes that the browser made, in another browser.
    assert canonical_json(shown(open_page(context))) == canonical_json(EVERYTHING)
    released = every_node_tree()
    write_all(page, story, released)
    for render in (*RENDERERS.values(), plain_text):
        assert render(stored(story)) == render(released)


def write_all(page: Page, story: Story, tree: Node) -> None:
    page.evaluate("json => storyEditor.editor.commands.setContent(json)", to_json(tree))
    page.evaluate("storyEditor.flush()")
    until(lambda: canonical_json(stored(story)) == canonical_json(tree), "not what the browser wrote")


@pytest.mark.parametrize("name", RENDERERS)
def test_what_readers_see_comes_back_in_by_pasting(page: Page, story: Story, name: str) -> None:
    html = RENDERERS[name](every_node_tree())
    paste(page, html)
    body = page.evaluate("JSON.stringify(storyEditor.editor.getJSON())")
    lost = set(re.findall(r"\bchu\d+\b", html)) - set(re.findall(r"\bchu\d+\b", body))
    assert not lost, f"pasting {name} loses {sorted(lost)}"
    page.evaluate("storyEditor.flush()")
    until(lambda: story.pushes > 0, "nothing was stored")
    assert problems(stored(story)) == ()
