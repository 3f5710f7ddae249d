"""Blocks of words: paragraphs, headings, lists, quotations, boxes, interviews, timelines, live entries, notes."""

from datetime import datetime

from markupsafe import Markup

from hoitu.kernel import clock
from hoitu.kernel.text import slugify
from hoitu.site.rendering.document.markup import box_title, cite, plain, tag
from hoitu.site.rendering.document.writer import Render, Renderers, Writer
from hoitu.site.rendering.language import _
from hoitu.stories.document.tree import Node

NOTE_TITLES = {
    "editor": _("Lời tòa soạn"),
    "update": _("Cập nhật"),
    "correction": _("Thông tin cải chính, xin lỗi"),
}
AI_WORDS = {
    "assisted": _("Bài viết có sử dụng công cụ AI hỗ trợ, đã được biên tập viên kiểm chứng."),
    "translated": _("Bài viết được dịch với sự hỗ trợ của AI, đã được biên tập viên hiệu đính."),
    "generated": _("Nội dung do AI tạo, đã được biên tập viên kiểm chứng."),
    "voice": _("Giọng đọc trong bài do AI tạo."),
    "image": _("Hình ảnh trong bài do AI tạo, không phải ảnh ghi lại sự kiện có thật."),
}


def simple(name: str) -> Render:
    """Return the renderer of a node that is one element around its children."""
    return lambda page, node: tag(name, page.children(node))


def paragraph(page: Writer, node: Node) -> Markup:
    inner = page.children(node)
    return tag("p", inner, _align(node)) if inner.strip() else Markup("")


def heading(page: Writer, node: Node) -> Markup:
    words = plain(node)
    anchor = slugify(words, 60) or f"muc-{len(page.headings) + 1}"
    if any(anchor == known for known, _words in page.headings):
        anchor = f"{anchor}-{len(page.headings) + 1}"
    page.headings.append((anchor, words))
    return tag(f"h{node.attr('level') or 2}", page.children(node), f' id="{anchor}"{_align(node)}')


def ordered_list(page: Writer, node: Node) -> Markup:
    start = int(node.attr("start") or 1)
    return tag("ol", page.children(node), f' start="{start}"' if start != 1 else "")


def blockquote(page: Writer, node: Node) -> Markup:
    return tag("blockquote", page.children(node) + cite(node))


def pull_quote(page: Writer, node: Node) -> Markup:
    return Markup('<div role="note" class="pull"><p>{}</p>{}</div>').format(page.children(node), cite(node))


def timeline(page: Writer, node: Node) -> Markup:
    title = box_title(node.attr("title"))
    return Markup('<section class="timeline">{}<ol>{}</ol></section>').format(title, page.children(node))


def timeline_entry(page: Writer, node: Node) -> Markup:
    label = Markup(" <strong>{}</strong>").format(node.attr("label")) if node.attr("label") else ""
    return Markup('<li><p class="when"><span>{}</span>{}</p>{}</li>').format(
        node.attr("date") or "", label, page.children(node)
    )


def box(page: Writer, node: Node) -> Markup:
    return Markup('<div role="note" class="box {}">{}{}</div>').format(
        node.attr("tone") or "plain", box_title(node.attr("title")), page.children(node)
    )


def question_answer(page: Writer, node: Node) -> Markup:
    return tag("div", page.children(node), ' class="qa"')


def question(page: Writer, node: Node) -> Markup:
    return Markup('<p class="q">{}{}</p>').format(_speaker(node), page.children(node))


def answer(page: Writer, node: Node) -> Markup:
    return Markup('<div class="a">{}{}</div>').format(_speaker(node), page.children(node))


def live_entry(page: Writer, node: Node) -> Markup:
    at = instant_of(node)
    when = Markup('<time datetime="{}">{} <span>{}</span></time>').format(
        at.isoformat() if at else "", page.words.clock(at) if at else "", page.words.day(at) if at else ""
    )
    title = Markup("<h2>{}</h2>").format(node.attr("title")) if node.attr("title") else ""
    kinds = "".join(f" {kind}" for kind in ("pinned", "moment") if node.attr(kind))
    return Markup('<article class="live-entry{}" id="{}">{}{}{}</article>').format(
        kinds, live_anchor(node), when, title, page.children(node)
    )


def live_anchor(node: Node) -> str:
    """Return where on its page a live entry is found; it stays when words or time change."""
    return f"tt-{slugify(str(node.attr('key') or ''), 60)}"


def instant_of(node: Node) -> datetime | None:
    """Return when a live entry's news was, in Vietnam's time."""
    return _instant(node.attr("at"))


def note(page: Writer, node: Node) -> Markup:
    kind = str(node.attr("kind") or "editor")
    return Markup('<div role="note" class="box note {}">{}{}</div>').format(
        kind, box_title(page.say(NOTE_TITLES[kind])), page.children(node)
    )


def ai_label(page: Writer, node: Node) -> Markup:
    words = node.attr("statement") or page.say(AI_WORDS.get(str(node.attr("extent")), AI_WORDS["assisted"]))
    return Markup('<p class="ai-label"><abbr title="{}">AI</abbr> {}</p>').format(
        page.say(_("Trí tuệ nhân tạo")), words
    )


def code_block(page: Writer, node: Node) -> Markup:
    return Markup("<pre><code>{}</code></pre>").format(page.children(node))


def footnote(page: Writer, node: Node) -> Markup:
    page.footnotes.append(page.children(node))
    number = len(page.footnotes)
    name = page.say(_("Chú giải %(n)s")) % {"n": number}
    return Markup('<sup><a id="vt-{n}" href="#cg-{n}" aria-label="{name}">{n}</a></sup>').format(
        n=number, name=name
    )


def footnotes(page: Writer) -> Markup:
    """Return the notes that the body left, with ways back; nothing when it left none."""
    if not page.footnotes:
        return Markup("")
    back = page.say(_("Về chỗ đang đọc"))
    notes = Markup("").join(
        Markup('<li id="cg-{n}">{note} <a href="#vt-{n}" aria-label="{back}">↩</a></li>').format(
            n=number, note=words, back=back
        )
        for number, words in enumerate(page.footnotes, 1)
    )
    return Markup('<section class="footnotes" aria-label="{}"><ol>{}</ol></section>').format(
        page.say(_("Chú giải")), notes
    )


def _align(node: Node) -> str:
    align = node.attr("textAlign")
    return f' class="t-{align}"' if align in ("center", "right") else ""


def _speaker(node: Node) -> Markup:
    speaker = node.attr("speaker")
    return Markup("<strong>{}:</strong> ").format(speaker) if speaker else Markup("")


def _instant(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return clock.local(at) if at.tzinfo else at


RENDERERS: Renderers = {
    "bulletList": simple("ul"),
    "listItem": simple("li"),
    "hardBreak": lambda page, node: Markup("<br>"),
    "horizontalRule": lambda page, node: Markup("<hr>"),
    "paragraph": paragraph,
    "heading": heading,
    "orderedList": ordered_list,
    "blockquote": blockquote,
    "pullQuote": pull_quote,
    "timeline": timeline,
    "timelineEntry": timeline_entry,
    "box": box,
    "questionAnswer": question_answer,
    "question": question,
    "answer": answer,
    "liveEntry": live_entry,
    "note": note,
    "aiLabel": ai_label,
    "codeBlock": code_block,
    "footnote": footnote,
}
