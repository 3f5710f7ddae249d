"""Search finds words with and without diacritics, phrases and beginnings, and never another agency's story."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.stories.data import SearchableStory
from hoitu.stories.testing import Details, edit_details, make_story
from hoitu.workspace.search import follow, index
from hoitu.workspace.search.follow import Follower

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower(tmp_path: Path) -> Iterator[Follower]:
    with override_settings(HOITU_HOME=tmp_path):
        yield Follower(index.folder())
    index._opened.cache_clear()


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("thông xe", True),
        ("thong xe", True),
        ("THONG XE", True),
        ("thống xe", False),
        ('"khánh thành cầu"', True),
        ('"cầu khánh thành"', False),
        ("cầu khánh thành", True),
        ("khanh tha", True),
        ("lan", True),
        ("không có đâu", False),
        ("", False),
        ('"', False),
        ("**/\\ AND ( OR", False),
    ],
)
def test_words_find_what_they_should(follower: Follower, words: str, is_found: bool) -> None:
    agency = make_agency()
    lan = actor_of(make_person(agency, "reporter", name="Nguyễn Thị Lan"))
    story = make_story(lan, headline="Khánh thành cầu Yên Lộc")
    follower.catch_up()
    found = index.find(words, agency_id=agency.pk).found
    assert [hit.story_id for hit in found] == ([story.pk] if is_found else [])


def test_another_agency_never_finds_it(follower: Follower) -> None:
    lan = actor_of(make_person(make_agency(), "reporter"))
    make_story(lan, headline="Tin mật của báo này")
    hoa_agency = make_agency()
    follower.catch_up()
    assert index.find("tin mat", agency_id=hoa_agency.pk).total == 0
    page = signed_in(make_person(hoa_agency, "director")).get("/tim/?q=tin+mat")
    assert "Tin mật" not in page.content.decode()


def test_a_change_is_found_after_one_look_and_the_old_words_are_not(follower: Follower) -> None:
    agency = make_agency()
    lan = actor_of(make_person(agency, "reporter"))
    story = make_story(lan, headline="Giá lúa tăng")
    follower.catch_up()
    assert follower.catch_up() == 0
    edit_details(actor=lan, story_id=story.pk, details=Details(location="Bến Chùa"))
    assert follower.catch_up() == 1
    assert index.find("bến chùa", agency_id=agency.pk).total == 1
    assert index.find("giá lúa", agency_id=agency.pk).total == 1


def test_the_page_marks_the_words_and_escapes_the_rest(follower: Follower) -> None:
    agency = make_agency()
    person = make_person(agency, "reporter")
    make_story(actor_of(person), headline="<script>alert(1)</script> Cầu mới")
    follower.catch_up()
    page = signed_in(person).get("/tim/?q=cau").content.decode()
    assert "<mark>Cầu</mark>" in page
    assert "<script>alert(1)" not in page


def test_the_index_can_be_thrown_away_and_made_anew(follower: Follower, tmp_path: Path) -> None:
    agency = make_agency()
    make_story(actor_of(make_person(agency, "reporter")), headline="Còn mãi")
    follower.catch_up()
    other = Follower(tmp_path / "anew")
    assert other.catch_up() == 1


def test_the_first_index_goes_on_where_it_was_interrupted_and_says_how_far_it_is(
    follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "BATCH", 2)
    monkeypatch.setattr(follow, "PAGES_OF_BUILD", 1)
    agency = make_agency()
    lan = make_person(agency, "reporter")
    for number in range(8):
        make_story(actor_of(lan), headline=f"Tin gốc {number}")
    pages = follower._pages

    def interrupted(*, commit_every: int = 0) -> Iterator[list[SearchableStory]]:
        for number, page in enumerate(pages(commit_every=commit_every)):
            if number == 2:
                raise OSError("the disk is full")
            yield page

    with monkeypatch.context() as patch:
        patch.setattr(follower, "_pages", interrupted)
        with pytest.raises(OSError, match="full"):
            follower.catch_up()
    follower.writer.close()
    assert 0 < (index.progress() or 0) < 100
    page = signed_in(lan).get("/tim/", {"q": "gốc"}).content.decode()
    assert "Đang lập chỉ mục tìm kiếm lần đầu: đã xong" in page
    again = Follower(index.folder())
    again.catch_up()
    assert index.progress() is None
    assert index.find("gốc", agency_id=agency.pk).total == 8
    assert "Đang lập chỉ mục" not in signed_in(lan).get("/tim/", {"q": "gốc"}).content.decode()
    make_story(actor_of(lan), headline="Tin gốc sau cùng")
    again.catch_up()
    assert index.find("gốc", agency_id=agency.pk).total == 9


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[UUID, list[str]]]:
    """An index of texts made of four syllables: every row of them stands somewhere, and nearly stands elsewhere."""
    chance = Random("âm tiết")
    agency, at = uuid4(), datetime(2026, 11, 22, tzinfo=UTC)
    texts = {uuid4(): chance.choices(["má", "ma", "mà", "lúa"], k=chance.randint(1, 9)) for _ in range(300)}
    with override_settings(HOITU_HOME=tmp_path_factory.mktemp("index")):
        writer = index.Writer(index.folder())
        writer.put(
            SearchableStory(
                story_id=story_id,
                agency_id=agency,
                headline="",
                standfirst="",
                body=" ".join(words),
                names="",
                section_id=None,
                desk_id=None,
                genre="news",
                stage_key="draft",
                urgency=4,
                updated_at=at,
            )
            for story_id, words in texts.items()
        )
        writer.commit()
        yield {agency: [], **texts}
    index._opened.cache_clear()


@given(phrase=st.lists(st.sampled_from(["má", "ma", "mà", "lúa"]), min_size=1, max_size=6))
def test_a_phrase_finds_exactly_the_texts_that_hold_it(
    texts: dict[UUID, list[str]], phrase: list[str]
) -> None:
    agency = next(iter(texts))
    found = index.find(f"“{' '.join(phrase)}”", agency_id=agency, limit=len(texts)).found
    plain = all(word == "ma" for word in phrase)  # without diacritics any accents will do
    wanted = {
        story_id
        for story_id, words in texts.items()
        if _holds(["ma" if plain and word != "lúa" else word for word in words], phrase)
    }
    assert {hit.story_id for hit in found} == wanted


def _holds(words: list[str], phrase: list[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


def test_an_index_of_an_older_form_goes_away(follower: Follower) -> None:
    older = index.folder().parent / "stories-1"
    older.mkdir(parents=True)
    index.remove_older_forms()
    assert not older.exists()
    assert index.folder().exists()
