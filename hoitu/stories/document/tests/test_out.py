"""What comes out of a tree: HTML and plain text, everything in it and nothing that should stay inside."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from hoitu.stories.document import plain
from hoitu.stories.document.errors import UnresolvedSuggestions
from hoitu.stories.document.html_out import HtmlRenderer, render_html, rendered_types
from hoitu.stories.document.schema import TEXT, TOP, schema
from hoitu.stories.document.testing import assert_renderer_covers, every_node_tree, trees
from hoitu.stories.document.tree import Mark, Node, Text


def doc(*children: Node) -> Node:
    return Node("doc", {}, children)


def paragraph(*runs: Text | str) -> Node:
    return Node("paragraph", {}, tuple(Text(run) if isinstance(run, str) else run for run in runs))


def test_html_covers_every_node() -> None:
    assert set(rendered_types()) == set(schema().nodes) - {TEXT, TOP}
    assert_renderer_covers(render_html)


def test_plain_text_covers_every_node() -> None:
    assert_renderer_covers(plain.plain_text, escapes=False)


class _Balance(HTMLParser):
    """Fails on an element that is closed in the wrong order, or is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "style", "iframe")
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@settings(deadline=None)
@given(trees())
def test_html_of_any_tree_is_balanced_and_harmless(tree: Node) -> None:
    balance = _Balance()
    balance.feed(HtmlRenderer(show_suggestions=True).render(tree))
    balance.close()
    assert balance.open == []


def test_a_link_with_bold_words_stays_one_link() -> None:
    link = Mark("link", {"href": "https://a.vn/?x=1&y=2"})
    tree = doc(paragraph(Text("xem ", (link,)), Text("ngay", (link, Mark("bold"))), " nhé"))

    assert render_html(tree) == (
        '<p><a href="https://a.vn/?x=1&amp;y=2">xem <strong>ngay</strong></a> nhé</p>'
    )


def test_suggestions_are_refused_unless_asked_for() -> None:
    tree = every_node_tree(suggestions=True)

    with pytest.raises(UnresolvedSuggestions):
        render_html(tree)
    assert "<ins>" in HtmlRenderer(show_suggestions=True).render(tree)


def test_an_output_with_addresses_shows_pictures_and_players() -> None:
    class Here(HtmlRenderer):
        def media_url(self, asset: str) -> str | None:
            return f"/tep/{asset[-3:]}"

    asset = "0190c000-0000-7000-8000-000000000abc"
    tree = doc(
        Node("figure", {"asset": asset, "alt": 'Cờ "đỏ"', "credit": "Lan"}, (Text("Chú thích"),)),
        Node("video", {"asset": asset}),
    )

    assert Here().render(tree) == (
        '<figure class="layout-normal"><img src="/tep/abc" alt="Cờ &#34;đỏ&#34;">'
        "<figcaption>Chú thích <small>Lan</small></figcaption></figure>"
        '<figure class="video"><video src="/tep/abc" controls="" preload="none"></video></figure>'
    )


def test_length_is_counted_in_syllables() -> None:
    tree = doc(
        Node("heading", {"level": 2}, (Text("Hai chữ"),)),
        paragraph("Một hai ba.", Text(" thêm", (Mark("insertion", {"id": "1"}),))),
        Node("figure", {"credit": "Không tính"}, (Text("Chú thích ảnh"),)),
    )

    count = plain.statistics(tree)

    assert (count.syllables, count.paragraphs, count.pictures) == (8, 1, 1)
    assert plain.plain_text(tree) == "Hai chữ\n\nMột hai ba.\n\nChú thích ảnh\n\nKhông tính"


def test_a_summary_is_whole_sentences_of_the_running_text() -> None:
    box = Node("box", {}, (paragraph("Trong hộp."),))
    tree = doc(box, paragraph("TP.HCM mưa to ở Q.1 ngày 3.8. Đường ngập 30cm."), paragraph("Câu ba dài hơn."))

    assert plain.summary(tree, 10) == "TP.HCM mưa to ở Q.1 ngày 3.8."
    assert plain.summary(tree, 100).endswith("Câu ba dài hơn.")
    assert plain.summary(doc(paragraph("không có dấu chấm"))) == "không có dấu chấm"
    assert plain.summary(doc(paragraph())) == ""
