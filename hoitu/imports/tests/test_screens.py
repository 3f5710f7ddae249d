"""Each screen once, the door, and the same number of queries at one row and at thirty."""

import io
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from typer.testing import CliRunner

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.imports import api, queries, tasks
from hoitu.imports.data import RowState, RunState, SourceKind
from hoitu.imports.management.commands import app as import_app
from hoitu.imports.models import ImportRun
from hoitu.imports.testing import Post, export, item
from hoitu.imports.tests.conftest import FILES
from hoitu.stories.models import Revision, Story

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent / "fixtures"
PERMISSIONS = ("imports.run", "stories.read")


@pytest.fixture
def lan() -> Person:
    return make_person(make_agency(), permissions=PERMISSIONS, name="Trần Thị Lan")


def imported(person: Person, path: Path) -> ImportRun:
    actor = actor_of(person)
    run_id = api.open_run(
        actor=actor, kind=SourceKind.WXR, path=path, in_background=False, with_pictures=False
    )
    api.analyse(actor=actor, run_id=run_id)
    api.work(actor=actor, run_id=run_id)
    return api.run(agency_id=actor.agency, run_id=run_id)


def test_from_upload_to_stories_on_screen(lan: Person) -> None:
    client = signed_in(lan)
    assert "Chưa nhập dữ liệu lần nào" in client.get(reverse("imports:runs")).content.decode()
    data = (FIXTURES / "wordpress.xml").read_bytes()
    answer = client.post(
        reverse("imports:new"),
        {"kind": "wxr", "file": SimpleUploadedFile("bao-cu.xml", data), "with_redirects": "on"},
    )
    assert answer.status_code == 302
    run_id = UUID(answer.headers["Location"].split("/")[-2])
    waiting = client.get(reverse("imports:run", args=[run_id])).content.decode()
    assert "Chờ đọc" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    tasks.analyse(str(run_id))
    polled = client.get(reverse("imports:progress", args=[run_id]))
    assert polled.headers["HX-Refresh"] == "true"
    ready = client.get(reverse("imports:run", args=[run_id])).content.decode()
    assert "Bắt đầu nhập" in ready
    assert "Trần Thị Lan (2)" in ready
    names = {"author-name0": "Trần Lan", "section-name0": "-"}
    assert client.post(reverse("imports:names", args=[run_id]), names).status_code == 302
    assert client.post(reverse("imports:start", args=[run_id])).status_code == 302
    tasks.work(str(run_id))
    done = client.get(reverse("imports:run", args=[run_id])).content.decode()
    assert "Bài không có tít." in done
    assert "Thử lại dòng lỗi" in done
    found = client.get(reverse("imports:run", args=[run_id]), {"dong": "done"}).content.decode()
    assert "Khánh thành cầu Yên Lộc" in found
    assert "bao-cu" in client.get(reverse("imports:runs")).content.decode() or "Báo Cũ" in found
    assert Story.objects.for_agency(actor_of(lan).agency).filter(byline_text="Trần Lan").count() == 2


def test_what_cannot_be_read_says_so(lan: Person) -> None:
    client = signed_in(lan)
    nothing = client.post(reverse("imports:new"), {"kind": "wxr"})
    assert nothing.status_code == 422
    assert "Hãy chọn một tệp hoặc nhập một địa chỉ." in nothing.content.decode()
    client.post(reverse("imports:new"), {"kind": "wxr", "file": io.BytesIO(b"khong phai XML")})
    run = api.runs(agency_id=actor_of(lan).agency).get()
    tasks.analyse(str(run.pk))
    page = client.get(reverse("imports:run", args=[run.pk])).content.decode()
    assert "Tệp này không phải tệp xuất của WordPress (WXR)." in page


def test_an_address_is_fetched_by_the_job_and_asked_again_when_it_failed(
    lan: Person, picture_server: tuple[str, list[str]]
) -> None:
    address, asked = picture_server
    client = signed_in(lan)
    client.post(reverse("imports:new"), {"kind": "feed", "url": f"{address}/tin.rss"})
    run = api.runs(agency_id=actor_of(lan).agency).get()
    screen = reverse("imports:run", args=[run.pk])
    assert asked == []
    assert "Đang tải nguồn tin về" in client.get(screen).content.decode()
    tasks.analyse(str(run.pk))
    failed = client.get(screen).content.decode()
    assert "404" in failed
    assert "Đọc lại nguồn" in failed
    FILES["/tin.rss"] = FIXTURES / "tin.rss"
    client.post(reverse("imports:start", args=[run.pk]))
    assert "Đang tải nguồn tin về" in client.get(screen).content.decode()
    tasks.analyse(str(run.pk))
    del FILES["/tin.rss"]
    assert "Bắt đầu nhập" in client.get(screen).content.decode()
    tasks.work(str(run.pk))  # reads what was kept
    assert asked == ["/tin.rss", "/tin.rss"]
    assert Story.objects.for_agency(run.agency_id).get().headline == "Nước về Sông Trang"


def test_an_address_inside_our_network_is_refused(lan: Person) -> None:
    client = signed_in(lan)
    client.post(reverse("imports:new"), {"kind": "feed", "url": "http://127.0.0.1/rss"})
    run = api.runs(agency_id=actor_of(lan).agency).get()
    tasks.analyse(str(run.pk))
    page = client.get(reverse("imports:run", args=[run.pk])).content.decode()
    assert "Địa chỉ này không được phép" in page


def test_an_upload_is_never_in_memory_as_a_whole(lan: Person) -> None:
    class Stream(io.RawIOBase):
        """A file that refuses to be read at once."""

        left = 3

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 1024 * 1024
            self.left -= 1
            return b"x" * size if self.left > 0 else b""

    upload = cast(BinaryIO, Stream())
    run_id = api.open_run(actor=actor_of(lan), kind=SourceKind.WXR, upload=upload, in_background=False)
    kept = api.run(agency_id=actor_of(lan).agency, run_id=run_id).source_path()
    assert kept.stat().st_size == 2 * 1024 * 1024


def test_only_the_own_agency_with_the_permission_gets_in(lan: Person, client: Client) -> None:
    run = imported(lan, FIXTURES / "wordpress.xml")
    address = reverse("imports:run", args=[run.pk])
    assert client.get(address).status_code == 302
    minh = make_person(lan.memberships.get().agency, permissions=("stories.read",))
    assert signed_in(minh).get(address).status_code == 403
    hoa = make_person(make_agency(), permissions=PERMISSIONS)
    for name in ("imports:run", "imports:progress"):
        assert signed_in(hoa).get(reverse(name, args=[run.pk])).status_code == 404
    for name in ("imports:start", "imports:stop", "imports:retry", "imports:names"):
        assert signed_in(hoa).post(reverse(name, args=[run.pk])).status_code == 404
    assert "Báo Cũ" not in signed_in(hoa).get(reverse("imports:runs")).content.decode()


def test_queries_do_not_grow_with_rows(
    lan: Person, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    small = imported(lan, export(tmp_path / "one.xml", [item(Post(1))]))
    large = imported(lan, export(tmp_path / "many.xml", [item(Post(100 + n)) for n in range(30)]))
    client = signed_in(lan)
    counts = []
    for run in (small, large):
        with django_assert_max_num_queries(60) as counted:
            client.get(reverse("imports:run", args=[run.pk]))
        counts.append(len(counted))
    assert counts[0] == counts[1]
    with django_assert_max_num_queries(60) as counted:
        client.get(reverse("imports:runs"))
    before = len(counted)
    for number in range(5):
        imported(lan, export(tmp_path / f"{number}.xml", [item(Post(1000 + number))]))
    with django_assert_max_num_queries(before):
        client.get(reverse("imports:runs"))


def test_the_console_imports_and_tells_scripts_how_it_went(lan: Person, tmp_path: Path) -> None:
    agency = lan.memberships.get().agency
    good = export(tmp_path / "good.xml", [item(Post(1)), item(Post(2))])
    bad = export(tmp_path / "bad.xml", [item(Post(3)), item(Post(4, title=""))])
    runner = CliRunner()
    options = ["--agency", str(agency.pk), "--no-pictures"]
    assert runner.invoke(import_app, ["wxr", str(good), *options]).exit_code == 0
    failed = runner.invoke(import_app, ["wxr", str(bad), *options])
    assert failed.exit_code == 3
    assert "Bài không có tít." in failed.output
    assert runner.invoke(import_app, ["rss", str(tmp_path / "nothing.xml"), *options]).exit_code == 2
    runs = list(api.runs(agency_id=agency.pk))
    assert [run.state for run in runs] == [RunState.DONE.value] * 2
    assert queries.rows(run=runs[0], state=RowState.DEAD).count() == 1


DOCUMENTS = Path(__file__).resolve().parents[2] / "workspace" / "demo" / "documents"


def test_the_five_documents_of_the_demonstration_become_stories(lan: Person) -> None:
    agency = lan.memberships.get().agency
    done = CliRunner().invoke(import_app, ["folder", str(DOCUMENTS), "--agency", agency.name])
    assert done.exit_code == 0, done.output
    stories = Story.objects.for_agency(agency.pk)
    assert sorted(story.life for story in stories) == ["released"] * 4 + ["working"]
    assert {story.section.name for story in stories if story.section} == {"Chuyển đổi số"}
    finance = stories.get(headline__contains="Bộ tài chính")
    body = Revision.objects.for_agency(agency.pk).get(story=finance).content["body"]["content"]
    assert [len(node["content"]) for node in body if node["type"] == "table"][-1] > 15
