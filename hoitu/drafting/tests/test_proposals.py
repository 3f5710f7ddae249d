"""From a DOCX to a plan: read apart, corrected by people, confirmed once. Nothing enters by itself."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.drafting import api
from hoitu.drafting.errors import NotComplete, NotInReview, StaleSave
from hoitu.drafting.models import PlanProposal, ProposalItem
from hoitu.drafting.operations import read_plan_file
from hoitu.drafting.proposing.reading import MAX_BYTES, MAX_UNPACKED_BYTES
from hoitu.drafting.tests.documents import NUMBER, plan_docx
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.storage import store
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.testing import make_body, make_plan

pytestmark = pytest.mark.django_db
IN_2029 = datetime(2029, 3, 1, tzinfo=UTC)


@pytest.fixture
def department() -> Organisation:
    return make_body("Sở VHTTDL Sơn Hạ")


@pytest.fixture
def lan(department: Organisation) -> Person:
    return make_person(department, permissions=("strategy.read", "strategy.manage"), name="Lan")


@pytest.fixture
def minh(department: Organisation) -> Person:
    return make_person(department, permissions=("strategy.read", "strategy.manage"), name="Minh")


def open_file(person: Person, data: bytes, name: str = "ke-hoach.docx") -> UUID:
    return api.open_file(actor=actor_of(person), file=io.BytesIO(data), file_name=name, size=len(data))


def read(person: Person, data: bytes, name: str = "ke-hoach.docx") -> PlanProposal:
    proposal_id = open_file(person, data, name)
    api.read_file(proposal_id)
    return PlanProposal.objects.unscoped(why="tests").get(pk=proposal_id)


def upload(client: Client, data: bytes, name: str) -> str:
    file = SimpleUploadedFile(name, data)
    return client.post("/chi-tieu/soan/moi/", {"file": file}, follow=True).content.decode()


def items_of(proposal: PlanProposal, kind: str) -> list[ProposalItem]:
    return list(ProposalItem.objects.unscoped(why="tests").filter(proposal=proposal, kind=kind))


def check_all(person: Person, proposal: PlanProposal) -> None:
    """Look at every item and leave it as it is proposed."""
    actor = actor_of(person)
    for kind in ProposalItem.Kind.values:
        for item in items_of(proposal, kind):
            values = item.values | ({"who": "Sở"} if kind == "report" and not item.values["who"] else {})
            saved = api.save_item(
                actor=actor, proposal_id=proposal.pk, item_id=item.pk, values=values,
                version=item.version, checked=True,
            )  # fmt: skip
            assert saved.state == "checked", (kind, item.values)


def test_a_docx_becomes_a_plan_with_the_same_numbers(lan: Person, department: Organisation) -> None:
    parent = make_plan("348-qd-ttg")
    data = plan_docx()
    proposal = read(lan, data)
    assert (proposal.state, proposal.parent) == ("review", parent)
    assert Plan.objects.count() == 1
    check_all(lan, proposal)
    plan = Plan.objects.get(pk=api.confirm_proposal(actor=actor_of(lan), proposal_id=proposal.pk))
    assert (plan.number, str(plan.issued_on), plan.state) == (NUMBER, "2024-03-12", "issued")
    assert (plan.parent, plan.entered_by) == (parent, department)
    measures = Measure.objects.filter(target__plan=plan).order_by("target__position")
    assert [(m.target.year, m.indicator, m.op, m.value, m.unit) for m in measures] == [
        (2025, "IND-01", ">=", 60, "share_of_agencies"),
        (2025, "IND-06", "=", 100, "share_of_people"),
        (2025, "IND-04", ">=", 25, "share_of_agencies"),
        (2030, "IND-01", "=", 100, "share_of_agencies"),
    ]
    assert measures[2].threshold == {"what": "tăng doanh thu", "op": ">=", "value": 15}
    assert [target.parent_key for target in plan.targets.all()][:2] == ["348-T25.1", "348-T25.6"]
    tasks = plan.tasks.filter(kind="A")
    assert [(task.verbatim, task.lead, task.time) for task in tasks] == [
        ("Xây dựng kho tư liệu số dùng chung", "Sở Thông tin và Truyền thông", "Quý II/2026"),
        ("Bồi dưỡng kỹ năng làm báo số", "Báo Sơn Hạ", "Thường xuyên"),
        ("Nâng cấp trường quay", "Đài Phát thanh và Truyền hình Sơn Hạ", "Tùy tình hình"),
    ]
    assert "trước ngày 15/11 hằng năm" in [rule.when for rule in plan.report_rules.all()]
    assert plan.content["deviations"][0]["sentence"].startswith("Thấp hơn: 60%")
    [entry] = audit.trail(agency_id=department.pk, verb="strategy.load_plan").entries
    assert hashlib.sha256(data).hexdigest() in entry.note


def test_confirming_twice_gives_one_plan(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    check_all(lan, proposal)
    first = api.confirm_proposal(actor=actor_of(lan), proposal_id=proposal.pk)
    assert api.confirm_proposal(actor=actor_of(lan), proposal_id=proposal.pk) == first
    client = signed_in(lan)
    answer = client.post(f"/chi-tieu/soan/{proposal.pk}/xac-nhan/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/chi-tieu/ke-hoach/{first}/")
    assert Plan.objects.count() == 1


def test_two_plans_of_one_number_both_enter(lan: Person) -> None:
    for _count in range(2):
        proposal = read(lan, plan_docx())
        check_all(lan, proposal)
        api.confirm_proposal(actor=actor_of(lan), proposal_id=proposal.pk)
    assert Plan.objects.filter(number=NUMBER).count() == 2


def test_nothing_enters_while_an_item_is_unseen(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    with pytest.raises(NotComplete, match="chưa soát"):
        api.confirm_proposal(actor=actor_of(lan), proposal_id=proposal.pk)
    assert Plan.objects.count() == 0


def test_what_is_corrected_dropped_and_added_is_what_enters(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    actor = actor_of(lan)
    first, second, *_rest = items_of(proposal, "target")
    api.save_item(
        actor=actor, proposal_id=proposal.pk, item_id=first.pk, version=first.version,
        values=first.values | {"m0-value": "65", "m0-indicator": "IND-02"},
    )  # fmt: skip
    api.set_dropped(actor=actor, proposal_id=proposal.pk, item_id=second.pk, dropped=True)
    added = api.add_item(actor=actor, proposal_id=proposal.pk, kind="target")
    values = {
        "text": "02 cơ quan tự chủ", "year": "2027", "m-count": "1", "m0-indicator": "IND-10.a", "m0-op": ">=",
        "m0-value": "2", "m0-unit": "named_units", "m0-named_units": "Báo Sơn Hạ\nĐài Sơn Hạ",
    }  # fmt: skip
    api.save_item(
        actor=actor, proposal_id=proposal.pk, item_id=added.pk, version=added.version, values=values
    )
    for kind in ProposalItem.Kind.values:
        for item in items_of(proposal, kind):
            if item.state != "dropped":
                api.save_item(
                    actor=actor, proposal_id=proposal.pk, item_id=item.pk, version=item.version, checked=True,
                    values=item.values | ({"who": "Sở"} if kind == "report" and not item.values["who"] else {}),
                )  # fmt: skip
    plan = Plan.objects.get(pk=api.confirm_proposal(actor=actor, proposal_id=proposal.pk))
    measures = Measure.objects.filter(target__plan=plan).order_by("target__position")
    assert [(m.indicator, m.value) for m in measures] == [
        ("IND-02", 65), ("IND-04", 25), ("IND-01", 100), ("IND-10.a", 2),
    ]  # fmt: skip
    assert measures[3].named_units == ["bao-son-ha", "dai-son-ha"]
    assert {body.key for body in plan.bodies.filter(kind="press_agency")} >= {"bao-son-ha", "dai-son-ha"}


def test_a_stale_save_is_refused_and_both_versions_are_shown(lan: Person, minh: Person) -> None:
    proposal = read(lan, plan_docx())
    item = items_of(proposal, "target")[0]
    mine, theirs = (item.values | {"m0-value": value} for value in ("61", "62"))
    api.save_item(
        actor=actor_of(minh), proposal_id=proposal.pk, item_id=item.pk, values=theirs, version=item.version
    )
    with pytest.raises(StaleSave):
        api.save_item(
            actor=actor_of(lan), proposal_id=proposal.pk, item_id=item.pk, values=mine, version=item.version
        )
    path = f"/chi-tieu/soan/{proposal.pk}/muc/{item.pk}/"
    answer = signed_in(lan).post(path, mine | {"version": str(item.version), "action": "save"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Người khác đã sửa mục này" in page
    assert "<td>61</td><td>62</td>" in page
    assert 'value="61"' in page
    kept = signed_in(lan).post(f"{path}giu/", mine | {"version": str(item.version)})
    assert "Người khác đã sửa mục này" in kept.content.decode()
    item.refresh_from_db()
    assert item.values["m0-value"] == "62"


def test_one_persons_own_saves_may_overtake_each_other(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    item = items_of(proposal, "target")[0]
    for value in ("61", "62", "63"):
        api.save_item(
            actor=actor_of(lan), proposal_id=proposal.pk, item_id=item.pk, version=item.version,
            values=item.values | {"m0-value": value},
        )  # fmt: skip
    item.refresh_from_db()
    assert item.values["m0-value"] == "63"


def test_what_is_typed_wrongly_is_kept_and_marked(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    item = items_of(proposal, "target")[0]
    path = f"/chi-tieu/soan/{proposal.pk}/muc/{item.pk}/"
    values = item.values | {"m0-value": "12,5", "version": str(item.version), "action": "save"}
    answer = signed_in(lan).post(path, values)
    assert answer.status_code == 422
    assert "Chỉ nhận số nguyên" in answer.content.decode()
    assert 'value="12,5"' in signed_in(lan).get(path).content.decode()
    item.refresh_from_db()
    assert (item.state, item.values["m0-value"]) == ("proposed", "12,5")


def test_time_words_are_shown_with_their_moment_of_this_year(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    with clock.frozen(IN_2029):
        client = signed_in(lan)
        page = client.get(f"/chi-tieu/soan/{proposal.pk}/?muc=report").content.decode()
        assert "hạn cuối 14/11/2029 23:59:59" in page
        page = client.get(f"/chi-tieu/soan/{proposal.pk}/?muc=task").content.decode()
        assert "hạn cuối 30/06/2026 23:59:59" in page
        assert page.count("Chưa rõ thời hạn") == 1
        item = next(one for one in items_of(proposal, "task") if one.values["time"] == "Tùy tình hình")
        path = f"/chi-tieu/soan/{proposal.pk}/muc/{item.pk}/giu/"
        kept = client.post(path, item.values | {"time": "trước ngày 15/11", "version": str(item.version)})
        assert "Chưa rõ thời hạn" in kept.content.decode()
        assert "hạn cuối 14/11/2029 23:59:59" in kept.content.decode()
    item.refresh_from_db()
    assert item.values["time"] == "trước ngày 15/11"


def test_each_item_stands_beside_its_lines_of_the_file(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    item = items_of(proposal, "target")[1]
    page = signed_in(lan).get(f"/chi-tieu/soan/{proposal.pk}/muc/{item.pk}/").content.decode()
    assert f"Trong tệp, dòng {item.line}" in page
    assert "100% lãnh đạo, phóng viên" in page
    assert "60% cơ quan báo chí đưa nội dung" in page  # the line before
    assert "Người được đào tạo về chuyển đổi số báo chí" in page  # what the indicator asks


def test_a_proposal_belongs_to_who_uploaded_it(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    item = items_of(proposal, "target")[0]
    hoa = make_person(make_agency(), "director")
    client = signed_in(hoa)
    base = f"/chi-tieu/soan/{proposal.pk}/"
    assert "Sơn Hạ" not in client.get("/chi-tieu/soan/").content.decode()
    for path in (base, f"{base}tien-do/", f"{base}xac-nhan/", f"{base}muc/{item.pk}/"):
        assert client.get(path).status_code == 404
    for path in (f"{base}bo/", f"{base}them/task/", f"{base}muc/{item.pk}/giu/", f"{base}xac-nhan/"):
        assert client.post(path).status_code == 404
    with pytest.raises(NotFound):
        api.confirm_proposal(actor=actor_of(hoa), proposal_id=proposal.pk)
    assert signed_in(make_person(make_agency(), "reporter")).get(base).status_code == 403


def test_a_draft_is_read_by_who_entered_it_only(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    head = items_of(proposal, "document")[0]
    head.values |= {"number": "", "issued_on": ""}
    head.save()
    check_all(lan, proposal)
    plan = Plan.objects.get(pk=api.confirm_proposal(actor=actor_of(lan), proposal_id=proposal.pk))
    assert plan.state == "draft"
    other = signed_in(make_person(make_agency(), "director"))
    measure = Measure.objects.filter(target__plan=plan)[0]
    task = plan.tasks.all()[0]
    for path in (
        f"/chi-tieu/ke-hoach/{plan.pk}/",
        f"/chi-tieu/{measure.pk}/",
        f"/chi-tieu/ke-hoach/{plan.pk}/co-quan/",
        f"/chi-tieu/ke-hoach/{plan.pk}/tong-hop/",
        f"/chi-tieu/ke-hoach/{plan.pk}/lich/",
        f"/kho-khan/moi/?nhiem-vu={task.pk}",
    ):
        assert other.get(path).status_code == 404, path
        assert signed_in(lan).get(path).status_code != 404, path
    assert "Sơn Hạ" not in other.get("/chi-tieu/").content.decode()


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _count in range(MAX_UNPACKED_BYTES // 2**20 + 1):
            part.write(b"0" * 2**20)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "trong.docx", "Tệp trống"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "ke-hoach.pdf", "trang web"),
        (b"day la chu", "ke-hoach.pdf", "không phải PDF"),
        (b"\x89PNG\r\n\x1a\n", "anh.docx", "không phải văn bản"),
        (b"\xd0\xcf\x11\xe0 cu", "cu.doc", "Word kiểu cũ"),
    ],
    ids=["empty", "HTML named PDF", "text named PDF", "picture", "old Word"],
)
def test_what_is_no_plan_is_refused_before_it_is_kept(
    lan: Person, data: bytes, name: str, sentence: str
) -> None:
    assert sentence in upload(signed_in(lan), data, name)
    assert not PlanProposal.objects.unscoped(why="tests").exists()


def test_a_file_of_200_megabytes_is_refused_by_its_size(lan: Person) -> None:
    with pytest.raises(BadInput, match="lớn hơn 20 MB"):
        api.open_file(actor=actor_of(lan), file=io.BytesIO(b"x"), file_name="a.txt", size=200 * 1024 * 1024)
    assert MAX_BYTES < 200 * 1024 * 1024


@pytest.mark.parametrize(
    ("data", "name"),
    [(zip_bomb(), "bom.docx"), (b"%PDF-1.7 hong", "hong.pdf")],
    ids=["zip bomb", "broken PDF"],
)
def test_what_cannot_be_read_says_so_and_keeps_the_file(lan: Person, data: bytes, name: str) -> None:
    proposal = read(lan, data, name)
    assert proposal.state == "failed"
    page = signed_in(lan).get(f"/chi-tieu/soan/{proposal.pk}/").content.decode()
    assert "Không đọc được tệp này" in page
    assert store().get(proposal.file_key) == data
    api.read_again(actor=actor_of(lan), proposal_id=proposal.pk)
    proposal.refresh_from_db()
    assert proposal.state == "reading"


def test_a_reader_that_breaks_down_says_so(lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_plan_file, "READING_SECONDS", 0.001)
    proposal = read(lan, plan_docx())
    assert (proposal.state, "quá nặng" in proposal.problem) == ("failed", True)


def test_reading_a_file_twice_proposes_once(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    before = ProposalItem.objects.unscoped(why="tests").count()
    api.read_file(proposal.pk)
    assert ProposalItem.objects.unscoped(why="tests").count() == before


def test_a_file_brought_twice_is_one_proposal(lan: Person, minh: Person) -> None:
    data = plan_docx()
    first = open_file(lan, data)
    assert open_file(minh, data, "ten-khac.docx") == first
    hoa = make_person(make_body("Sở khác"), permissions=("strategy.read", "strategy.manage"))
    assert open_file(hoa, data) != first
    api.drop_proposal(actor=actor_of(lan), proposal_id=first)
    assert open_file(lan, data) != first


def test_the_screen_waits_by_itself_until_the_file_is_read(lan: Person) -> None:
    client = signed_in(lan)
    page = upload(client, plan_docx(), "ke-hoach.docx")
    assert "Đang đọc tệp" in page
    proposal = PlanProposal.objects.unscoped(why="tests").get()
    path = f"/chi-tieu/soan/{proposal.pk}/tien-do/"
    assert "HX-Refresh" not in client.get(path).headers
    api.read_file(proposal.pk)
    assert client.get(path).headers["HX-Refresh"] == "true"


def test_a_confirmed_proposal_is_not_changed_any_more(lan: Person) -> None:
    proposal = read(lan, plan_docx())
    check_all(lan, proposal)
    api.confirm_proposal(actor=actor_of(lan), proposal_id=proposal.pk)
    item = items_of(proposal, "target")[0]
    with pytest.raises(NotInReview):
        api.save_item(
            actor=actor_of(lan), proposal_id=proposal.pk, item_id=item.pk, version=item.version,
            values=item.values | {"m0-value": "1"},
        )  # fmt: skip
    for kind in ProposalItem.Kind.values:
        assert signed_in(lan).get(f"/chi-tieu/soan/{proposal.pk}/?muc={kind}").status_code == 200


def test_the_review_asks_as_often_for_many_items_as_for_few(
    lan: Person, django_assert_max_num_queries: "pytest.FixtureRequest"
) -> None:
    proposal = read(lan, plan_docx())
    client = signed_in(lan)
    rows = [
        ProposalItem(
            proposal=proposal, kind="task", position=n, line=n % 20 + 1, values={"text": "Việc", "kind": "A"}
        )
        for n in range(40)
    ]
    ProposalItem.objects.bulk_create(rows)
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert client.get(f"/chi-tieu/soan/{proposal.pk}/?muc=task").status_code == 200
