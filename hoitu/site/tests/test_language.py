"""A site speaks its language: every chrome word, date and number; no template says a word by itself."""

import ast
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_person, signed_in
from hoitu.kernel.actor import Actor
from hoitu.kernel.web.public import PublicRequest
from hoitu.site import files
from hoitu.site.data import Furniture
from hoitu.site.models import Listing, Page, Site
from hoitu.site.operations.bake import bake_dirty
from hoitu.site.operations.place import place_story, withdraw_story
from hoitu.site.operations.settings import change_site
from hoitu.site.public_api import answer_search
from hoitu.site.rendering.environment import environment
from hoitu.site.testing import released
from hoitu.stories.data import Correction, EventLink, ReleasedStory
from hoitu.stories.document.testing import every_node_tree
from hoitu.stories.document.tree import Node, Text

ROOM = Path(__file__).resolve().parents[1]
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.I)
# Names, not words: the same in every language.
NAMES = {"Zalo", "Facebook", "E-mail", "RSS", "AI", "A", "404", "410"}
SPOKEN_ATTRIBUTES = re.compile(r'\b(?:aria-label|placeholder|title|alt|data-done|data-ask)="([^"]*)"')


def test_no_template_says_a_word_by_itself() -> None:
    said = {}
    for path in sorted((ROOM / "pages").rglob("*.html")):
        source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", path.read_text(), flags=re.S)
        words = re.sub(r"<[^>]*>", "\n", re.sub(r"@@\w+@@", "", source))
        attributes = " \n".join(SPOKEN_ATTRIBUTES.findall(source))
        found = set(re.findall(r"[^\W_][\w-]*", html.unescape(words + attributes))) - NAMES
        if found:
            said[path.name] = found
    assert said == {}


@pytest.mark.parametrize("path", sorted((ROOM / "rendering").rglob("*.py")), ids=lambda path: path.name)
def test_no_renderer_says_a_word_by_itself(path: Path) -> None:
    if path.name == "language.py":
        return  # dates as Vietnamese writes them
    assert list(_bare_words(ast.parse(path.read_text()))) == []


def _bare_words(tree: ast.AST) -> Iterator[str]:
    """Yield Vietnamese literals that are neither marked for translation nor docstrings."""
    fine: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            fine |= {id(argument) for argument in node.args}
        if isinstance(node, ast.Expr):
            fine.add(id(node.value))
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in fine:
            continue
        if VIETNAMESE.search(node.value):
            yield node.value


def test_the_readers_script_says_no_word_by_itself() -> None:
    assert not VIETNAMESE.search((ROOM / "assets" / "site.js").read_text())


def test_words_are_looked_up_when_a_template_is_compiled() -> None:
    for code, words in (("vi", "Không tìm thấy trang này"), ("en", "This page was not found")):
        made = environment(code)
        source = (ROOM / "pages" / "missing.html").read_text()
        assert words in str(made.compile(source, raw=True))


@pytest.mark.django_db
def test_every_page_of_an_english_site_is_english(agency: Organisation, site: Site) -> None:
    director = Actor.system(agency_id=agency.id)
    change_site(
        actor=director, site_id=site.pk, language="en", name="Highland News", tagline="",
        furniture=Furniture(product_name="Highland News", agency="Highland Press", governing_body="The Province",
                            licence="No 1", head_name="Hoa", address="1 High Street", phone="1", email="a@b.vn"),
    )  # fmt: skip
    site.refresh_from_db()
    first = _english(
        released(agency.id, headline="Bridge opens", section="News", tags=("bridge",), authors=("Lan",))
    )
    corrected = replace(
        first,
        story_id=released(agency.id).story_id,
        ai_label="assisted",
        source_credit="Agency",
        event_links=(EventLink("https://bridge.example/opening", "Opening day"),),
        corrections=(Correction(first.approved_at, "false", "right", True),),
    )
    for story in (first, corrected):
        place_story(site, story)
    gone = place_story(
        site, _english(released(agency.id, headline="Wrong", section="News", tags=(), authors=("Lan",)))
    )
    withdraw_story(site, gone.story_id)
    bake_dirty(site)

    pages = {
        path: _shown(site, path) for path in Page.objects.unscoped(why="t").values_list("path", flat=True)
    }
    assert {path: words for path, words in pages.items() if VIETNAMESE.search(words)} == {}
    article = _shown(site, place_story(site, first).path)
    assert "minute read" in article
    assert re.search(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+ 20\d\d, \d\d:\d\d", article)
    assert 'lang="en"' in article
    assert "<language>en</language>" in pages["/feed.xml"]
    assert "This content has been withdrawn" in pages[gone.path]
    shown = _shown(site, place_story(site, corrected).path)
    assert 'Related events: <a href="https://bridge.example/opening" rel="noopener">Opening day</a>' in shown


@pytest.mark.django_db
def test_a_story_in_another_language_says_so_on_its_element(agency: Organisation, site: Site) -> None:
    story = _english(released(agency.id, headline="Bridge opens"))
    here = place_story(site, story)
    bake_dirty(site)
    article, front = _shown(site, here.path), _shown(site, "/")
    assert '<html lang="vi"' in article
    assert '<h1 lang="en">Bridge opens</h1>' in article
    assert '<div class="body" lang="en">' in article
    assert re.search(r'<h2 lang="en"><a [^>]*>Bridge opens', front)
    own = _shown(site, place_story(site, released(agency.id)).path)
    assert own.count('lang="vi"') == 1, "only the page itself says what everybody expects"


@pytest.mark.django_db
def test_lists_that_every_site_has_follow_its_language(agency: Organisation, site: Site) -> None:
    director = Actor.system(agency_id=agency.id)
    rows = Listing.objects.for_agency(agency.id).filter(site=site)
    rows.filter(kind="corrections").update(title="Tòa soạn xin lỗi")
    change_site(actor=director, site_id=site.pk, language="en")
    assert dict(rows.values_list("kind", "title")) == {"site": "Latest", "corrections": "Tòa soạn xin lỗi"}


@pytest.mark.django_db
def test_every_node_speaks_the_storys_language(agency: Organisation, site: Site) -> None:
    story = replace(_english(released(agency.id)), body=every_node_tree())
    body = re.search(r'<div class="body".*?</article>\n', _shown(site, place_story(site, story).path), re.S)
    assert body is not None
    chrome = ("Nguồn:", "Xem số liệu", "Mở trên", "Chú giải", "chưa sẵn sàng", "Lời tòa soạn")
    assert [words for words in chrome if words in body.group()] == []


@pytest.mark.django_db
def test_search_answers_in_the_sites_language(agency: Organisation, site: Site) -> None:
    change_site(actor=Actor.system(agency_id=agency.id), site_id=site.pk, language="en")
    bake_dirty(site)
    answer = answer_search(
        PublicRequest(
            method="GET", site=site.slug, path="/tim-kiem", query={"q": "nothing"}, headers={}, body=b"",
            folder=files.site_folder(site.slug), database="",
        )
    )  # fmt: skip
    assert "No story found for “nothing”" in answer.body.decode()


@pytest.mark.django_db
def test_the_language_is_chosen_on_the_settings_screen(agency: Organisation, site: Site) -> None:
    client = signed_in(make_person(agency, "director"))
    page = client.get(f"/trang-web/{site.slug}/cai-dat/").content.decode()
    assert '<option value="vi" selected>' in page
    client.post(f"/trang-web/{site.slug}/cai-dat/", {"name": site.name, "preset": "bao", "language": "en"})
    site.refresh_from_db()
    assert site.language == "en"


def _english(story: ReleasedStory) -> ReleasedStory:
    return replace(
        story,
        language="en",
        standfirst="It took three years.",
        body=Node("doc", {}, (Node("paragraph", {}, (Text("The bridge opened."),)),)),
    )


def _shown(site: Site, path: str) -> str:
    return (files.read(site.slug, path) or b"").decode()
