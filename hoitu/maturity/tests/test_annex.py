"""An annex is read with an error for each row, shown, and enters only on a person's word."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.maturity import api
from hoitu.maturity.adapters.annex import read_annex, template
from hoitu.maturity.data import Basis, Pillar
from hoitu.maturity.models import AnnexDraft, Catalogue, Criterion
from hoitu.maturity.operations.annex import AnnexBlocked, HasCriteria, problems_in
from hoitu.maturity.queries.catalogues import basis_of, pillars_of
from hoitu.maturity.testing import HEADER, make_catalogue, official, whole_annex, workbook
from hoitu.strategy.testing import make_body

PILLARS = (Pillar(1, "Chiến lược", Decimal(18)), Pillar(2, "Hạ tầng số, nền tảng số", Decimal(24)))


def sentences(*rows: tuple[object, ...]) -> list[tuple[int | None, str]]:
    return [(each.line, each.words) for each in read_annex(workbook(*rows), PILLARS).problems]


def test_merged_cells_give_pillar_and_sub_index_to_the_rows_below() -> None:
    found = read_annex(
        workbook(
            ("1. Chiến lược", "Tài chính", "1.1", "Tiêu chí thử", 2.5, "Quyết định"),
            (None, None, "1.2", "Tiêu chí thử", "1,5", None),
            (None, None, None, None, None, None),
            ("Hạ tầng số, nền tảng số", "Mạng", "2.1", "Tiêu chí thử", 3, None),
        ),
        PILLARS,
    )
    assert found.problems == ()
    rows = [(row.pillar, row.sub_index, row.code, row.maximum, row.line) for row in found.rows]
    assert rows == [
        (1, "Tài chính", "1.1", Decimal("2.5"), 3),
        (1, "Tài chính", "1.2", Decimal("1.5"), 4),
        (2, "Mạng", "2.1", Decimal(3), 6),
    ]


def test_each_wrong_row_is_named_and_the_others_are_read() -> None:
    found = sentences(
        (1, "A", "1.1", "Tiêu chí thử", 2, None),
        (9, "A", "9.1", "Tiêu chí thử", 2, None),
        (1, None, "1.2", "Tiêu chí thử", 2, None),
        (1, "A", None, "Tiêu chí thử", 2, None),
        (1, "A", "1.3", None, 2, None),
        (1, "A", "1.4", "Tiêu chí thử", "nhiều", None),
        (1, "A", "1.5", "Tiêu chí thử", -1, None),
        (1, "A", "1.6", "Tiêu chí thử", 1.234, None),
    )
    assert [line for line, _words in found] == [4, 5, 6, 7, 8, 9, 10]
    words = " ".join(words for _line, words in found)
    assert "Không có trụ cột “9”" in words
    assert "Thiếu “Chỉ số thành phần”" in words
    assert "“Điểm tối đa” phải là số lớn hơn 0" in words


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"khong phai xlsx", "Không đọc được tệp này"), (b"x" * 2_000_001, "lớn hơn 2 MB"),
     (workbook((1, "A", "1.1", "T", 2), header=HEADER[:4]), "Không thấy dòng tiêu đề"),
     (workbook(), "không có tiêu chí nào")],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(content: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_annex(content, PILLARS)


def test_the_template_has_the_columns_and_no_criteria() -> None:
    book = load_workbook(BytesIO(template((*PILLARS, Pillar(3, "=1+1", None)))))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert [row[:5] for row in rows] == [
        ["Trụ cột", "Chỉ số thành phần", "Mã tiêu chí", "Nội dung tiêu chí", "Điểm tối đa"]
    ]
    name = [row[1] for row in book.worksheets[1].iter_rows()][3]
    assert (name.value, name.data_type) == ("=1+1", "s")  # text, no formula
    with pytest.raises(BadInput, match="không có tiêu chí nào"):
        read_annex(template(PILLARS), PILLARS)


@pytest.fixture
def ministry() -> Organisation:
    return make_body("Bộ thử", "ministry")


@pytest.fixture
def keeper(ministry: Organisation) -> Person:
    return make_person(ministry, permissions=("maturity.catalogue", "maturity.read"))


def read(actor: Actor, catalogue: Catalogue, *rows: tuple[object, ...]) -> AnnexDraft:
    made = api.read_draft(
        actor=actor, catalogue_id=catalogue.pk, content=workbook(*rows), file_name="phụ lục.xlsx"
    )
    return AnnexDraft.objects.get(pk=made)


@pytest.mark.django_db
def test_nothing_enters_without_a_word_and_then_everything(keeper: Person) -> None:
    actor, catalogue = actor_of(keeper), make_catalogue(criteria=False)
    draft = read(actor, catalogue, *whole_annex())
    assert problems_in(draft) == []
    assert Criterion.objects.filter(catalogue=catalogue).count() == 0
    assert basis_of(catalogue) == Basis.PILLARS
    assert api.enter_draft(actor=actor, draft_id=draft.pk, citation="Phụ lục", confidence="S") == 10
    assert sum(each.maximum for each in Criterion.objects.filter(catalogue=catalogue)) == 100
    assert basis_of(catalogue) == Basis.CRITERIA
    [entered, _read] = audit.trail(agency_id=None, object_key=f"maturity_catalogue:{catalogue.pk}").entries
    assert entered.verb == "maturity.enter_annex"
    with pytest.raises(NotFound):
        api.enter_draft(actor=actor, draft_id=draft.pk, citation="Phụ lục", confidence="S")
    again = read(actor, catalogue, *whole_annex())
    with pytest.raises(HasCriteria):
        api.enter_draft(actor=actor, draft_id=again.pk, citation="Phụ lục", confidence="S")


@pytest.mark.django_db
def test_sums_that_are_not_the_pillars_and_repeated_codes_stop_it(keeper: Person) -> None:
    actor, catalogue = actor_of(keeper), make_catalogue(criteria=False)
    rows = whole_annex()
    rows[0] = (1, "Chỉ số thử", "1.1", "Tiêu chí thử", 8, None)
    rows[-1] = (5, "Chỉ số thử", "5.1", "Tiêu chí thử", 7.5, None)
    draft = read(actor, catalogue, *rows)
    words = [each.words for each in problems_in(draft)]
    assert "Trụ cột 1: các tiêu chí cộng lại 17 điểm, trụ cột có 18 điểm." in words
    assert "Tổng điểm của tệp là 99, bộ chỉ số có 100 điểm." in words
    assert words.count("Mã tiêu chí “5.1” có nhiều lần trong tệp.") == 2
    with pytest.raises(AnnexBlocked):
        api.enter_draft(actor=actor, draft_id=draft.pk, citation="Phụ lục", confidence="S")
    assert not catalogue.criteria.exists()


@pytest.mark.django_db
def test_a_number_of_criteria_known_from_reports_only_is_a_remark(keeper: Person) -> None:
    draft = read(actor_of(keeper), official(), *whole_annex())
    [problem] = problems_in(draft)
    assert "có 10 tiêu chí" in problem.words
    assert not problem.blocks


@pytest.mark.django_db
def test_pillars_without_known_points_take_the_sum_of_their_criteria(keeper: Person) -> None:
    actor, catalogue = actor_of(keeper), official("qd-3560-bvhttdl")
    draft = read(actor, catalogue, *whole_annex())
    api.enter_draft(actor=actor, draft_id=draft.pk, citation="Phụ lục QĐ 3560", confidence="S")
    catalogue.refresh_from_db()
    assert [each.maximum for each in pillars_of(catalogue)] == [18, 24, 20, 23, 15]
    assert catalogue.total == 100
    assert {each.citation for each in catalogue.pillars.all()} == {"Phụ lục QĐ 3560"}


@pytest.mark.django_db
def test_criteria_that_add_up_to_more_than_a_pillar_can_hold_stop_it(keeper: Person) -> None:
    actor, catalogue = actor_of(keeper), official("qd-3560-bvhttdl")
    rows = [*whole_annex(), (1, "Chỉ số thử", "1.3", "Tiêu chí thử", 999, None)]
    draft = read(actor, catalogue, *rows)
    assert "Trụ cột 1: các tiêu chí cộng lại 1.017 điểm, quá 999,99 điểm." in [
        each.words for each in problems_in(draft)
    ]
    with pytest.raises(AnnexBlocked):
        api.enter_draft(actor=actor, draft_id=draft.pk, citation="Phụ lục", confidence="S")


@pytest.mark.django_db
def test_a_step_may_be_as_large_as_its_criterion(keeper: Person) -> None:
    catalogue = make_catalogue(criteria=False)
    values = api.CriterionInput(
        pillar_id=catalogue.pillars.all()[0].pk, sub_index="A", code="1.1", text="Tiêu chí thử",
        maximum=Decimal(200), step=Decimal(150), citation="Phụ lục", confidence="S",
    )  # fmt: skip
    made = api.save_criterion(actor=actor_of(keeper), catalogue_id=catalogue.pk, values=values)
    assert Criterion.objects.get(pk=made).step == 150


@pytest.mark.django_db
def test_the_screens_lead_from_the_file_to_the_catalogue(keeper: Person) -> None:
    client, catalogue = signed_in(keeper), make_catalogue(criteria=False)
    base = f"/truong-thanh/bo-chi-so/{catalogue.pk}"
    assert client.get(f"{base}/phu-luc/mau/").content[:2] == b"PK"
    broken = client.post(f"{base}/phu-luc/", {"file": _upload(b"abc")})
    assert "Không đọc được tệp này" in broken.content.decode()
    page = client.post(f"{base}/phu-luc/", {"file": _upload(workbook(*whole_annex()))}, follow=True)
    words = page.content.decode()
    assert "Xem trước phụ lục" in words
    assert "Tiêu chí thử 3.2" in words
    done = client.post(page.redirect_chain[-1][0], {"citation": "Phụ lục", "confidence": "S"}, follow=True)
    assert "Đã nhập 10 tiêu chí." in done.content.decode()
    refused = client.post(f"{base}/phu-luc/", {"file": _upload(workbook((9, "A", "9", "T", 1)))}, follow=True)
    assert "Nhập vào bộ chỉ số" not in refused.content.decode()


@pytest.mark.django_db
def test_an_agency_does_not_read_an_annex_into_the_installations_catalogue() -> None:
    actor = actor_of(make_person(make_agency(), "director"))
    with pytest.raises(api.NotTheKeeper):
        read(actor, official(), *whole_annex())


def _upload(content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = "phu-luc.xlsx"
    return file
