"""Whole imports against PostgreSQL: real WordPress export, repetition, resumption, pictures, redirects."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.imports import api, queries
from hoitu.imports.data import RowState, RunState, SourceKind
from hoitu.imports.models import ImportRun
from hoitu.imports.operations import convert as convert_module
from hoitu.imports.operations import old_addresses
from hoitu.imports.operations import work as work_module
from hoitu.imports.operations.convert import Converted
from hoitu.imports.testing import Post, export, item
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.ids import new_id
from hoitu.site.data import Placed
from hoitu.stories.data import ImportedStory
from hoitu.stories.models import Revision, Story

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def lan() -> Actor:
    return actor_of(make_person(make_agency(), permissions=("imports.run",), name="Trần Thị Lan"))


def imported(actor: Actor, path: Path, kind: SourceKind = SourceKind.WXR, **options: object) -> ImportRun:
    run_id = api.open_run(actor=actor, kind=kind, path=path, in_background=False, **options)  # type: ignore[arg-type]
    api.analyse(actor=actor, run_id=run_id)
    api.work(actor=actor, run_id=run_id)
    return api.run(agency_id=actor.agency, run_id=run_id)


def stories_of(actor: Actor) -> dict[str, Story]:
    return {story.headline: story for story in Story.objects.for_agency(actor.agency)}


def test_a_wordpress_export_becomes_stories(lan: Actor) -> None:
    run = imported(lan, FIXTURES / "wordpress.xml", with_pictures=False)
    progress = api.progress(run)
    assert (progress.state, progress.done, progress.skipped, progress.dead) == (RunState.DONE, 5, 6, 1)
    bridge = stories_of(lan)['Khánh thành cầu Yên Lộc "nối đôi bờ" & mở lối mới']
    assert bridge.byline_text == "Trần Thị Lan"
    assert bridge.section is not None
    assert bridge.section.name == "Địa phương"
    assert bridge.first_released_at is not None
    assert bridge.first_released_at.isoformat() == "2024-05-01T01:30:00+00:00"
    assert sorted(tag.name for tag in bridge.tags.all()) == ["Yên Lộc", "giao thông"]
    assert stories_of(lan)["Bản nháp chưa xong"].first_released_at is None
    dead = queries.rows(run=run, state=RowState.DEAD).get()
    assert (dead.reason, dead.line > 400, dead.excerpt) == ("Bài không có tít.", True, "Bài không tít.")
    assert queries.comments_counted(run) == 3


META = (
    "\n<wp:postmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value><![CDATA[{}]]></wp:meta_value></wp:postmeta>"
)


def test_what_search_engines_were_told_and_the_words_of_the_address_stay(lan: Actor, tmp_path: Path) -> None:
    long = "Cầu Yên Lộc " * 20
    metas = {
        1: ("_yoast_wpseo_title", "Cầu Yên Lộc: đường đi mới %%sep%% %%sitename%%"),
        2: ("rank_math_description", "%title%: lịch thông xe"),
        3: ("_yoast_wpseo_title", "%%title%% %%page%% %%sep%% Báo Cũ"),
        4: ("_yoast_wpseo_metadesc", long),
    }
    run = imported(
        lan,
        export(
            tmp_path / "export.xml",
            [
                item(Post(n, title=f"Bài số {n}", excerpt="Sapo", extra=META.format(*meta)))
                for n, meta in metas.items()
            ],
        ),
    )
    told = {
        story.headline: story.editions.get(channel_kind="web").fields for story in stories_of(lan).values()
    }
    assert told["Bài số 1"] == {"slug": "bai-1", "seo_title": "Cầu Yên Lộc: đường đi mới"}
    assert told["Bài số 2"] == {"slug": "bai-2", "seo_description": "Bài số 2: lịch thông xe"}
    assert told["Bài số 3"] == {"slug": "bai-3"}
    assert 140 < len(told["Bài số 4"]["seo_description"]) <= 160
    (noted,) = queries.noted_rows(run=run)
    assert noted.notes == [f"Lời cho máy tìm kiếm quá dài, đã cắt bớt; lời đầy đủ → {long.strip()}"]


def test_repeating_an_import_changes_nothing(lan: Actor) -> None:
    imported(lan, FIXTURES / "wordpress.xml", with_pictures=False)
    before = Revision.objects.for_agency(lan.agency).count()
    again = imported(lan, FIXTURES / "wordpress.xml", with_pictures=False)
    progress = api.progress(again)
    assert (progress.done, progress.known) == (0, 5)
    assert Revision.objects.for_agency(lan.agency).count() == before


def test_another_agency_imports_the_same_export_for_itself(lan: Actor) -> None:
    hoa = actor_of(make_person(make_agency(), permissions=("imports.run",)))
    run = imported(lan, FIXTURES / "wordpress.xml", with_pictures=False)
    assert api.progress(imported(hoa, FIXTURES / "wordpress.xml", with_pictures=False)).done == 5
    with pytest.raises(NotFound):
        api.run(agency_id=hoa.agency, run_id=run.pk)
    with pytest.raises(NotFound):
        api.start(actor=hoa, run_id=run.pk)


def test_without_the_permission_nothing_happens() -> None:
    minh = actor_of(make_person(make_agency(), permissions=("stories.read",)))
    with pytest.raises(NotAllowed):
        api.open_run(actor=minh, kind=SourceKind.WXR, path=FIXTURES / "wordpress.xml")
    assert ImportRun.objects.for_agency(minh.agency).count() == 0


def posts(tmp_path: Path, *numbers: int, **fields: str) -> Path:
    return export(tmp_path / "export.xml", [item(Post(n, title=f"Bài số {n}", **fields)) for n in numbers])


def test_a_killed_run_goes_on_where_it_was(
    lan: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_module, "BATCH_ROWS", 2)
    path = posts(tmp_path, 1, 2, 3, 4, 5)
    run_id = api.open_run(actor=lan, kind=SourceKind.WXR, path=path, in_background=False)
    api.analyse(actor=lan, run_id=run_id)

    def power_cut(passed: int) -> None:
        if passed == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        api.work(actor=lan, run_id=run_id, watch=power_cut)
    run = api.run(agency_id=lan.agency, run_id=run_id)
    assert (run.state, api.progress(run).done) == (RunState.RUNNING.value, 4)
    ended = api.work(actor=lan, run_id=run_id)
    assert (ended.state, ended.done, ended.known, ended.dead) == (RunState.DONE, 5, 0, 0)
    assert len(stories_of(lan)) == 5


def test_stopping_keeps_what_is_in_and_can_go_on(
    lan: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_module, "BATCH_ROWS", 2)
    run_id = api.open_run(
        actor=lan, kind=SourceKind.WXR, path=posts(tmp_path, 1, 2, 3, 4, 5), in_background=False
    )
    api.analyse(actor=lan, run_id=run_id)
    ended = api.work(
        actor=lan,
        run_id=run_id,
        watch=lambda passed: api.stop(actor=lan, run_id=run_id) if passed == 2 else None,
    )
    assert (ended.state, ended.done) == (RunState.STOPPED, 2)
    assert api.work(actor=lan, run_id=run_id).done == 5


def test_doubles_and_refused_articles_are_explained_and_retried(
    lan: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(
        tmp_path / "export.xml",
        [
            item(Post(1, title="Bài số 1")),
            item(Post(2, title="Bài số 2", guid="http://bao-cu.example/?p=1")),
            item(Post(3, title="Bài bị từ chối")),
        ],
    )
    deliver = convert_module.deliver

    def picky(*, actor: Actor, found: Sequence[Converted], run: ImportRun) -> list[ImportedStory]:
        if any("từ chối" in one.story.headline for one in found):
            raise BadInput("Không nhận bài này.")
        return deliver(actor=actor, found=found, run=run)

    with monkeypatch.context() as patched:
        patched.setattr(work_module, "deliver", picky)
        run = imported(lan, path)
    dead = {row.number: row.reason for row in queries.rows(run=run, state=RowState.DEAD)}
    assert dead == {2: "Trùng mã (guid) với một dòng trước trong cùng tệp → 1", 3: "Không nhận bài này."}
    assert api.progress(run).done == 1
    assert api.retry(actor=lan, run_id=run.pk, in_background=False) == 2
    ended = api.work(actor=lan, run_id=run.pk)
    assert (ended.done, ended.dead) == (2, 1)


def test_names_are_written_as_mapped(lan: Actor, tmp_path: Path) -> None:
    run_id = api.open_run(actor=lan, kind=SourceKind.WXR, path=posts(tmp_path, 1), in_background=False)
    summary = api.analyse(actor=lan, run_id=run_id)
    assert (summary.authors, summary.sections) == ({"Trần Thị Lan": 1}, {"Thời sự": 1})
    api.map_names(
        actor=lan, run_id=run_id, authors={"Trần Thị Lan": "Trần Lan"}, sections={"Thời sự": "Tin tức"}
    )
    api.work(actor=lan, run_id=run_id)
    (story,) = stories_of(lan).values()
    assert story.section is not None
    assert (story.byline_text, story.section.name) == ("Trần Lan", "Tin tức")


def test_pictures_come_from_the_folder_and_missing_ones_are_noted(lan: Actor, tmp_path: Path) -> None:
    uploads = tmp_path / "tải lên" / "2024" / "05"
    uploads.mkdir(parents=True)
    (uploads / "cau-yen-loc.jpg").write_bytes((FIXTURES / "picture.jpg").read_bytes())
    run = imported(lan, FIXTURES / "wordpress.xml", pictures_path=tmp_path)
    stories = stories_of(lan)
    bridge = next(story for headline, story in stories.items() if "cầu" in headline)
    assert bridge.lead_asset_id is not None
    (noted,) = [row for row in queries.noted_rows(run=run) if row.label == "Được mùa lúa đông xuân"]
    assert next(note for note in noted.notes if "vu-mua.jpg" in note).startswith(
        "Không lấy được ảnh → http://bao-cu"
    )


def test_pictures_are_fetched_once(lan: Actor, tmp_path: Path, picture_server: tuple[str, list[str]]) -> None:
    address, asked = picture_server
    path = posts(
        tmp_path, 1, 2, content=f'<p>Chữ.</p><img src="{address}/a.jpg"><img src="{address}/khong-co.jpg">'
    )
    run = imported(lan, path)
    assert sorted(asked) == ["/a.jpg", "/khong-co.jpg"]
    assert all(story.lead_asset_id for story in stories_of(lan).values())
    assert [len(row.notes) for row in queries.noted_rows(run=run)] == [1, 1]


def test_a_folder_becomes_stories(lan: Actor, tmp_path: Path) -> None:
    (tmp_path / "Văn nghệ").mkdir()
    (tmp_path / "Văn nghệ" / "anh.jpg").write_bytes((FIXTURES / "picture.jpg").read_bytes())
    (tmp_path / "Văn nghệ" / "ky.md").write_text(
        "---\ntitle: Ký sự bên sông\ndate: 2026-01-05\n---\n![](anh.jpg)\n"
    )
    run = imported(lan, tmp_path, SourceKind.FOLDER)
    (story,) = stories_of(lan).values()
    assert story.section is not None
    assert (story.headline, story.section.name, story.lead_asset_id is not None) == (
        "Ký sự bên sông",
        "Văn nghệ",
        True,
    )
    assert queries.rows(run=run).get().file == "Văn nghệ/ky.md"


def test_old_addresses_lead_to_new_ones(lan: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = imported(lan, posts(tmp_path, 1, 2))
    placed: dict[object, str] = {}
    tables: list[dict[str, str]] = []
    site_id = new_id()

    class Site:
        @staticmethod
        def addresses_of(*, agency_id: object, story_id: object) -> list[Placed]:
            path = placed.get(story_id)
            return [Placed(site_id, story_id, site_id, path, "", False, "")] if path else []  # type: ignore[arg-type]

        @staticmethod
        def add_redirects(*, site_id: object, table: dict[str, str], note: str) -> None:
            tables.append(table)

    monkeypatch.setattr(old_addresses, "site", Site)
    assert old_addresses.redirect_old_addresses(agency_id=lan.agency, run_id=run.pk) == 2
    first, second = (row.story_id for row in queries.rows(run=run))
    placed |= {first: "/thoi-su/bai-so-1.html"}
    assert old_addresses.redirect_old_addresses(agency_id=lan.agency, run_id=run.pk) == 1
    placed |= {second: "/thoi-su/bai-so-2.html"}
    assert old_addresses.redirect_old_addresses(agency_id=lan.agency, run_id=run.pk) == 0
    assert tables == [
        {"/2024/05/bai-1.html": "/thoi-su/bai-so-1.html"},
        {"/2024/05/bai-2.html": "/thoi-su/bai-so-2.html"},
    ]


def test_the_trail_tells_who_imported(lan: Actor, tmp_path: Path) -> None:
    run = imported(lan, posts(tmp_path, 1))
    page = audit.trail(agency_id=lan.agency, object_key=f"import:{run.pk}")
    assert [(entry.verb, entry.actor_name) for entry in page.entries] == [
        ("imports.finish", "Trần Thị Lan"),
        ("imports.open", "Trần Thị Lan"),
    ]
