"""Hostile words on the whole real way: import, editor or API → document → approval → baked page → readers' server."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from procrastinate.contrib.django import app as jobs

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.channels.testing import make_channel, run_deliveries
from hoitu.imports import api as imports
from hoitu.imports.data import SourceKind
from hoitu.imports.testing import Post, export, item
from hoitu.kernel.actor import Actor
from hoitu.site.models import Article, Site
from hoitu.site.testing import make_site
from hoitu.stories import api as stories
from hoitu.stories.document import crdt
from hoitu.stories.document.tree import Mark, Node, Text
from hoitu.stories.testing import approve, fresh, make_story, move
from tests.processes.servers import environment, free_port, running, wait_for

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

WORD = "xaudoc"  # stands in every piece; a page that lost all of them would prove nothing
EVIL = "https://evil.example"
PIECES = [
    f"<script>alert('{WORD}')</script><p>{WORD}</p>",
    f"<p onclick=alert(1)>{WORD}</p><img src=x onerror=alert(1)>",
    f'<p>{WORD} <a href="javascript:alert(1)">a</a> <a href=" java\nscript:alert(1)">b</a></p>',
    f'<p>{WORD} <a href="&#106;avascript:alert(1)">c</a> <a href="vbscript:x">d</a></p>',
    f'<p>{WORD} <a href="data:text/html,<script>alert(1)</script>">e</a></p>',
    f'<iframe src="{EVIL}/f"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe><p>{WORD}</p>',
    f'<object data="{EVIL}/o"></object><embed src="{EVIL}/e"><applet code=x></applet><p>{WORD}</p>',
    f'<svg onload=alert(1)><script>alert(1)</script><a xlink:href="javascript:x">{WORD}</a></svg><p>{WORD}</p>',
    f'<math><mtext><style><img title="--></style><img src=x onerror=alert(1)>"></math><p>{WORD}</p>',
    f'<p style="background:url({EVIL}/b);position:fixed;inset:0;-moz-binding:url({EVIL}/x)">{WORD}</p>',
    f'<link rel=stylesheet href="{EVIL}/s.css"><style>@import "{EVIL}/t.css"</style><p>{WORD}</p>',
    f'<meta http-equiv=refresh content="0;url={EVIL}"><base href="{EVIL}/"><p>{WORD}</p>',
    f'<form action="{EVIL}"><input><button formaction="javascript:alert(1)">{WORD}</button></form><p>{WORD}</p>',
    f'<img src="{EVIL}/pixel.gif" srcset="{EVIL}/2x.gif 2x"><p>{WORD}</p>',
    f'<video src="{EVIL}/v.mp4" autoplay onplay=alert(1)></video><audio src="{EVIL}/a.mp3"></audio><p>{WORD}</p>',
    f"<p>{WORD} </script><script>alert(1)</script> ]]&gt; <!--<img src=x onerror=alert(1)>--></p>",
    f'<blockquote cite="javascript:alert(1)"><p>{WORD} &lt;script&gt;alert(1)&lt;/script&gt;</p></blockquote>',
    f'<table background="{EVIL}/t.gif"><tr><td background="{EVIL}/u.gif">{WORD}</td><td>2</td></tr></table>',
    f'<template><script>alert(1)</script></template><noscript><p title="</noscript><img src=x onerror=alert(1)>">'
    f"</noscript><p>{WORD}</p>",
]
LINE = f"{WORD} \"'><script>alert(1)</script><img src=x onerror=alert(1)></title></script>"


def link(href: str) -> tuple[Text, ...]:
    return (Text(f"{WORD} bấm", (Mark("link", {"href": href, "onclick": "alert(1)", "target": "x"}),)),)


# What no editor of ours writes, but what anybody may post as updates of the shared document.
FORGED = Node(
    "doc",
    {},
    (
        Node("paragraph", {"onclick": "alert(1)", "style": f"background:url({EVIL})"}, link("javascript:alert(1)")),
        Node("paragraph", {"textAlign": '"><script>alert(1)</script>'}, link("java\tscript:alert(1)")),
        Node("heading", {"level": '2 onload="alert(1)"'}, (Text(f"{WORD} <img src=x onerror=alert(1)>"),)),
        Node("script", {}, (Text("alert(1)"),)),
        Node("iframe", {"src": f"{EVIL}/f"}),
        Node("embed", {"url": "javascript:alert(1)", "provider": "youtube"}),
        Node("embed", {"url": f"{EVIL}/watch?v=1", "provider": "youtube", "title": LINE}),
        Node("figure", {"asset": f"{EVIL}/p.gif", "alt": '" onerror="alert(1)'}),
        Node("codeBlock", {"language": '"><script>'}, (Text("</code><script>alert(1)</script>"),)),
        Node("table", {}, (Node("tableRow", {}, (
            Node("tableCell", {"colspan": '1" onclick="alert(1)'}, (Node("paragraph", {}, (Text(WORD),)),)),
        )),)),
    ),
)  # fmt: skip


class House:
    """A newsroom with a site of its own: Lan reports, Minh edits, Thu is the secretary, Dũng decides."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.people = {
            role: make_person(self.agency, role) for role in ("reporter", "editor", "secretary", "director")
        }
        self.lan, self.minh, self.thu, self.dung = (actor_of(person) for person in self.people.values())
        self.site: Site = make_site(self.agency.pk)
        make_channel(self.agency, config={"site": self.site.slug})

    def release(self, story_id: UUID) -> None:
        story = fresh(story_id)
        approve(move(self.lan, story, "desk"), editor=self.minh, secretary=self.thu, director=self.dung)

    def pages(self) -> list[str]:
        """Deliver everything; return where the site's articles stand for readers."""
        run_deliveries()
        jobs.tasks["site.bake_dirty"](slug=self.site.slug)
        rows = Article.objects.unscoped(why="tests").filter(site=self.site, is_live=True)
        return [f"{self.site.path_prefix}{row.path}" for row in rows]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A reader in front of the real readers' server, which serves what the tests bake."""
    port = free_port()
    log = tmp_path_factory.mktemp("doc") / "public.log"
    env = environment(settings.HOITU_HOME, HOITU_PUBLIC_PORT=str(port))
    address = f"http://127.0.0.1:{port}"
    with running(["public"], env, log) as process, httpx.Client(base_url=address) as client:
        wait_for(f"{address}/_health", process, log)
        yield client


def dangers(html: str) -> list[str]:
    """Name everything in a page that could run or that loads from elsewhere."""
    root = lxml.html.document_fromstring(html)
    found = [f"<{tag}>" for tag in ("object", "applet", "base", "math") for _ in root.iter(tag)]
    found += ["meta refresh" for meta in root.iter("meta") if meta.get("http-equiv", "").lower() == "refresh"]
    found += [
        f"inline script: {script.text}"
        for script in root.iter("script")
        if not script.get("src") and script.get("type") not in ("application/ld+json", "application/json")
    ]
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            found += [
                f"{element.tag} {name}={value}" for wrong in (is_danger(element.tag, name, value),) if wrong
            ]
    return found


def is_danger(tag: str, name: str, value: str) -> bool:
    if name.startswith("on") or name in ("srcdoc", "formaction", "background"):
        return True
    if name in ("href", "src", "action", "data", "poster", "cite", "xlink:href", "content"):
        scheme = re.sub(r"[\s\x00-\x20]", "", value).partition(":")[0].lower()
        if scheme in ("javascript", "vbscript", "data") and ":" in value:
            return True
    loads = name in ("src", "srcset", "poster") or (tag == "link" and name == "href" and "evil" in value)
    return (loads and bool(urlsplit(value).netloc)) or (name == "style" and "url(" in value)


def check(reader: httpx.Client, paths: list[str]) -> None:
    for path in paths:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        assert WORD in answer.text
        assert dangers(answer.text) == [], path
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.S):
            json.loads(block)
        policy = dict(
            part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";")
        )
        assert policy["script-src"] == "'self'"
        assert (policy["object-src"], policy["base-uri"], policy["default-src"]) == (
            "'none'",
            "'none'",
            "'self'",
        )
        assert policy["form-action"] == "'self'"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_another_system_exported(house: House, reader: httpx.Client, tmp_path: Path) -> None:
    posts = [
        Post(n, title=LINE, content=piece, excerpt=LINE, section=LINE, tags=(LINE,))
        for n, piece in enumerate(PIECES, 1)
    ]
    posts.append(Post(100, title="Tất cả", content="\n\n".join(PIECES)))
    admin = Actor.system(agency_id=house.agency.pk)
    run_id = imports.open_run(
        actor=admin, kind=SourceKind.WXR, path=export(tmp_path / "cu.xml", map(item, posts)),
        with_pictures=False, in_background=False,
    )  # fmt: skip
    imports.analyse(actor=admin, run_id=run_id)
    assert imports.work(actor=admin, run_id=run_id).done == len(posts)
    pages = house.pages()
    assert len(pages) == len(posts)
    check(reader, pages)
    prefix = house.site.path_prefix
    check(reader, [f"{prefix}/"])
    for feed in ("/rss.xml", "/feed.json"):
        assert "<script>alert" not in reader.get(prefix + feed).text.replace("&lt;", "[")


def test_what_somebody_posted_in_place_of_the_editor(house: House, reader: httpx.Client) -> None:
    pictures = tuple(child for child in FORGED.children if isinstance(child, Node) and child.type == "figure")
    words = tuple(child for child in FORGED.children if isinstance(child, Node) and child.type != "figure")
    story, pictured = (make_story(house.lan, headline=LINE) for _ in range(2))
    for each, children in ((story, words), (pictured, pictures)):
        update = crdt.document_from_tree(Node("doc", {}, children), LINE, LINE)
        stories.sync_document(actor=house.lan, story_id=each.pk, update=update, state_vector=b"")
    house.release(story.pk)
    with pytest.raises(stories.ChecksFailed):  # a picture that is none of ours never gets as far as a page
        house.release(pictured.pk)
    (page,) = house.pages()
    check(reader, [page])


def test_what_a_program_sent(house: House, reader: httpx.Client) -> None:
    """The API either refuses a body with a sentence or makes it harmless."""
    client: Client = signed_in(house.people["reporter"])
    taken = 0
    for child in FORGED.children:
        story = make_story(house.lan, headline=LINE)
        body = {
            "type": "doc",
            "content": [as_json(child), {"type": "paragraph", "content": [{"type": "text", "text": LINE}]}],
        }
        answer = client.put(f"/api/stories/{story.pk}/body", json.dumps({"body": body}), "application/json")
        assert answer.status_code in (200, 409, 422)
        if answer.status_code == 200:
            taken += 1
            house.release(story.pk)
    pages = house.pages()
    assert len(pages) == taken
    check(reader, pages)


def as_json(child: Node | Text) -> dict[str, object]:
    """Return a node as JSON without any tidying."""
    if isinstance(child, Text):
        marks = [{"type": mark.type, "attrs": dict(mark.attrs)} for mark in child.marks]
        return {"type": "text", "text": child.text, "marks": marks}
    return {
        "type": child.type,
        "attrs": dict(child.attrs),
        "content": [as_json(each) for each in child.children],
    }


@pytest.mark.parametrize("piece", [piece for piece in PIECES if "alert" in piece or EVIL in piece])
def test_the_check_sees_what_it_should(piece: str) -> None:
    if "&lt;script" not in piece and "]]&gt;" not in piece:
        assert dangers(f"<html><body>{piece}</body></html>"), piece
