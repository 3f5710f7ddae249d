"""Items as they are taken in, what follows from them, and whose eyes see them."""

from datetime import timedelta

import pytest

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.kernel import clock, http
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.models import FactRecord
from hoitu.oversight import api
from hoitu.oversight.data import WrongStep
from hoitu.oversight.models import Change, Item, Source
from hoitu.oversight.operations import check_links, read
from hoitu.oversight.operations.sources import SourceInput
from hoitu.oversight.operations.take import judge_silence, take
from hoitu.oversight.queries.monitor import CONDITIONS, Part, Search, by_day, by_section, items, tallies
from hoitu.oversight.queries.scope import watched
from hoitu.oversight.testing import LONG, Watched, make_item, make_source, make_watched, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Watched:
    return make_watched()


def _items(agency: Organisation) -> dict[str, Item]:
    return {row.title: row for row in Item.objects.for_agency(agency.pk)}


def test_the_same_feed_again_changes_nothing(world: Watched) -> None:
    source = make_source(world.agency)
    shown = [seen("Một"), seen("Hai")]
    assert take(source, shown, is_whole_feed=True) == 2
    assert take(source, shown, is_whole_feed=True) == 0
    assert set(_items(world.agency)) == {"Một", "Hai"}
    assert Change.objects.for_agency(world.agency.pk).count() == 0


def test_changed_words_keep_what_they_were(world: Watched) -> None:
    source = make_source(world.agency)
    take(source, [seen("Ba người bị thương", guid="a")])
    take(source, [seen("Hai người bị thương", guid="a")])
    change = Change.objects.for_agency(world.agency.pk).get()
    assert (change.field, change.before, change.after) == (
        "title",
        "Ba người bị thương",
        "Hai người bị thương",
    )
    assert _items(world.agency)["Hai người bị thương"].changed_at is not None


def test_what_the_feed_should_still_show_is_gone_and_may_come_back(world: Watched) -> None:
    source = make_source(world.agency)
    old, gone, new = (seen(t, hours_ago=h) for t, h in (("Cũ", 30), ("Giữa", 20), ("Mới", 10)))
    take(source, [old, gone, new], is_whole_feed=True)
    take(source, [old, new], is_whole_feed=True)
    assert {title for title, row in _items(world.agency).items() if row.gone_at} == {"Giữa"}
    # What falls off the tail of a feed is not gone.
    take(source, [new], is_whole_feed=True)
    assert _items(world.agency)["Cũ"].gone_at is None
    take(source, [gone, new], is_whole_feed=True)
    assert _items(world.agency)["Giữa"].gone_at is None
    take(source, [], is_whole_feed=True)
    assert _items(world.agency)["Mới"].gone_at is None


def test_the_later_of_two_alike_is_the_copy_whichever_is_seen_first(world: Watched) -> None:
    later = make_item(world.other, "Lũ ở ba xã", summary=LONG, hours_ago=2)
    assert later.first is None
    first = make_item(world.agency, "Lũ ở ba xã", summary=LONG, hours_ago=9)
    later.refresh_from_db()
    assert later.first == first
    assert (later.similarity_percent, first.first) == (100, None)


def test_an_agency_does_not_copy_itself_nor_short_or_old_items(world: Watched) -> None:
    make_item(world.agency, "Lũ ở ba xã", summary=LONG, hours_ago=9)
    again = make_item(world.agency, "Lũ ở ba xã", summary=LONG, hours_ago=2)
    make_item(world.agency, "Tin vắn", hours_ago=9)
    short = make_item(world.other, "Tin vắn", hours_ago=2)
    make_item(world.other, "Lũ ở ba xã", summary=LONG, hours_ago=24 * 60)
    assert (again.first, short.first) == (None, None)


def test_every_number_is_as_long_as_its_list(world: Watched) -> None:
    source = make_source(world.agency)
    make_item(world.other, "Lũ", summary=LONG, hours_ago=0.4)
    rows = [
        seen("Lũ", summary=LONG, hours_ago=0.3),
        seen("Đính chính", hours_ago=0.2),
        seen("Điện nghành", hours_ago=0.1),
    ]
    take(source, rows, is_whole_feed=True)
    take(source, [rows[0], seen("Đính chính lại", guid="Đính chính", hours_ago=0.2)], is_whole_feed=True)
    Item.objects.for_agency(world.agency.pk).filter(title="Lũ").update(link_status=404)
    month = clock.today().replace(day=1)
    found = tallies([world.agency.pk, world.other.pk], month)
    for agency in (world.agency, world.other):
        for part in CONDITIONS:
            listed = items([agency.pk], Search(month, part))
            assert found[agency.pk].counts[part] == len(listed), (agency, part)
    assert sum(n for _day, n in by_day([world.agency.pk], month)) == found[world.agency.pk].items == 3
    assert sum(n for _name, n in by_section(world.agency.pk, month)) == 3
    assert all(found[world.agency.pk].counts[part] for part in CONDITIONS if part != "bi-trung")
    assert found[world.other.pk].counts[Part("bi-trung")] == 1


def test_who_governs_sees_and_others_do_not(world: Watched) -> None:
    item = make_item(world.agency, "Tin")
    stranger = actor_of(make_person(make_agency("Báo Nơi Khác"), "director"))
    assert set(watched(world.officer)) == {world.agency.pk, world.other.pk}
    assert set(watched(world.head)) == {world.agency.pk}
    with pytest.raises(NotFound):
        api.make_remark(actor=stranger, item_id=item.pk, text="Sai")
    with pytest.raises(NotFound):
        api.add_source(
            actor=stranger, agency_id=world.agency.pk, values=SourceInput("https://a.example/rss", "")
        )


def test_a_remark_is_answered_once_by_the_agency(world: Watched) -> None:
    item = make_item(world.agency, "Tin")
    with pytest.raises(WrongStep):
        api.make_remark(actor=world.head, item_id=item.pk, text="Khen")
    with pytest.raises(BadInput):
        api.make_remark(actor=world.officer, item_id=item.pk, text=" ")
    remark_id = api.make_remark(actor=world.officer, item_id=item.pk, text="Tít chưa đúng nội dung")
    with pytest.raises(NotFound):
        api.answer_remark(actor=world.officer, remark_id=remark_id, text="Không phải của tôi")
    api.answer_remark(actor=world.head, remark_id=remark_id, text="Đã sửa tít")
    with pytest.raises(WrongStep):
        api.answer_remark(actor=world.head, remark_id=remark_id, text="Lần hai")
    verbs = {
        entry.verb for entry in audit.trail(agency_id=world.agency.pk, object_key=f"item:{item.pk}").entries
    }
    assert verbs == {"oversight.remark", "oversight.answer_remark"}


def test_sources_need_the_right_and_a_public_address(world: Watched) -> None:
    reader = actor_of(make_person(world.agency, permissions=("oversight.read",)))
    with pytest.raises(NotAllowed):
        api.add_source(actor=reader, agency_id=world.agency.pk, values=SourceInput("https://a.example", ""))
    with pytest.raises(BadInput):
        api.add_source(
            actor=world.head, agency_id=world.agency.pk, values=SourceInput("file:///etc/passwd", "")
        )
    source_id = api.add_source(
        actor=world.officer, agency_id=world.agency.pk, values=SourceInput("https://a.example/rss", "")
    )
    assert Source.objects.for_agency(world.agency.pk).get(pk=source_id).label == "a.example"
    with pytest.raises(BadInput):
        api.add_source(
            actor=world.head, agency_id=world.agency.pk, values=SourceInput("https://a.example/rss", "")
        )


RSS = """<rss version="2.0"><channel><title>Báo</title>
<item><guid>1</guid><title>Lũ &amp; mưa</title><link>https://bao.example/1</link><category>Thời sự</category>
<pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate>
<description>&lt;p&gt;Nước &lt;b&gt;lên&lt;/b&gt;&lt;/p&gt;</description></item>
<item><guid>2</guid><title>Lạ</title><link>javascript:alert(1)</link></item></channel></rss>"""


def _answer(status: int = 200, body: str = RSS) -> http.Fetched:
    return http.Fetched("https://bao.example/rss", status, "text/xml", "utf-8", {"etag": "v1"}, body.encode())


def test_a_feed_is_read_named_and_taken_in(world: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, str]] = []

    def fetch(url: str, *, limits: object, headers: dict[str, str]) -> http.Fetched:
        asked.append(headers)
        return _answer(304, "") if "If-None-Match" in headers else _answer()

    monkeypatch.setattr(http, "fetch", fetch)
    source = make_source(world.agency)
    read.read_source(source.pk)
    found = _items(world.agency)
    assert (found["Lũ & mưa"].summary, found["Lũ & mưa"].section) == ("Nước lên", "Thời sự")
    assert found["Lạ"].url == ""
    assert "HoiTu" in asked[0]["User-Agent"]
    read.read_source(source.pk)
    assert len(asked) == 1, "nobody is asked twice within ten minutes"
    with clock.frozen(clock.now() + timedelta(hours=1)):
        read.read_source(source.pk)
    assert asked[1]["If-None-Match"] == "v1"
    source.refresh_from_db()
    assert source.problem == ""


def test_an_unreadable_feed_says_why_and_gives_no_error(
    world: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_source(world.agency)
    monkeypatch.setattr(http, "fetch", lambda url, *, limits, headers: _answer(200, "<html></html>"))
    read.read_source(source.pk)
    source.refresh_from_db()
    assert "không phải nguồn tin" in source.problem
    assert source.read_at is None


def test_a_private_address_is_refused_by_the_guarded_client(world: Watched) -> None:
    source = make_source(world.agency, "http://127.0.0.1/rss")
    read.read_source(source.pk)
    source.refresh_from_db()
    assert "không được phép" in source.problem


def test_silence_is_announced_once(world: Watched) -> None:
    source = make_source(world.agency)
    take(source, [seen(f"Tin {n}", hours_ago=n) for n in range(1, 9)])
    for days in (1, 4, 5):
        with clock.frozen(clock.now() + timedelta(days=days)):
            source.refresh_from_db()
            judge_silence(source)
            source.refresh_from_db()
            assert (source.silent_since is None) == (days == 1)
    assert FactRecord.objects.filter(kind="oversight.SourceSilent").count() == 1
    with clock.frozen(clock.now() + timedelta(days=6)):
        take(source, [seen("Trở lại")])
    source.refresh_from_db()
    assert source.silent_since is None


def test_links_are_asked_only_where_switched_on_and_robots_may_go(
    world: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_source(world.agency)
    take(source, [seen("Mở", url="https://bao.example/mo"), seen("Cấm", url="https://bao.example/rieng/a")])
    robots = b"User-agent: *\nDisallow: /rieng/"
    monkeypatch.setattr(
        http, "fetch", lambda url, *, limits, headers: http.Fetched(url, 200, "text/plain", "", {}, robots)
    )
    monkeypatch.setattr(
        http, "send", lambda method, url, *, body, headers, limits: http.Fetched(url, 404, "", "", {}, b"")
    )
    monkeypatch.setattr(check_links, "PAUSE_SECONDS", 0)
    assert check_links.check_links(source.pk) == 0
    Source.objects.for_agency(world.agency.pk).update(checks_links=True)
    assert check_links.check_links(source.pk) == 1
    found = _items(world.agency)
    assert (found["Mở"].link_status, found["Cấm"].link_status) == (404, None)
