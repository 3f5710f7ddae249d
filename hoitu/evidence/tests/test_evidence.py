"""A document supports a statement once a second person accepted it, as long as it is valid, for its own agency."""

import hashlib
import io
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError

from hoitu.accounts.models import Organisation, OrganisationLink
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.evidence import api
from hoitu.evidence.data import EvidenceInput
from hoitu.evidence.models import EvidenceRow
from hoitu.evidence.testing import (
    make_evidence,
    office_bytes,
    pdf_bytes,
    picture_bytes,
    zip_bytes,
)
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.storage import store
from hoitu.kernel.testing import announced

pytestmark = pytest.mark.django_db
ABOUT = "measure:IND-03:2026"


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Vân Giang")


@pytest.fixture
def lan(agency: Organisation) -> Actor:
    return actor_of(make_person(agency, "secretary", name="Lan"))


@pytest.fixture
def dung(agency: Organisation) -> Actor:
    return actor_of(make_person(agency, "director", name="Dũng"))


@pytest.fixture
def officer(agency: Organisation) -> Actor:
    department = Organisation.objects.create(name="Sở VHTTDL", kind="department")
    OrganisationLink.objects.create(
        from_organisation=agency, to_organisation=department, kind="state_management"
    )
    return actor_of(make_person(department, permissions=("evidence.read", "evidence.check")))


def _attach(actor: Actor, content: bytes | None = None, name: str = "qd.pdf", **values: object) -> UUID:
    words = EvidenceInput(**({"title": "Quyết định mô hình"} | values))  # type: ignore[arg-type]
    file = io.BytesIO(pdf_bytes() if content is None else content)
    return api.attach(actor=actor, about=ABOUT, values=words, file=file, file_name=name)


def _one(agency: Organisation) -> api.Evidence:
    [[found]] = api.evidence_about(agency_ids=[agency.pk], about=[ABOUT]).values()
    return found


def test_a_second_person_accepts_what_the_first_submitted(
    agency: Organisation, lan: Actor, dung: Actor
) -> None:
    content = pdf_bytes()
    evidence_id = _attach(lan, content, issuer="UBND", number="12/QĐ")
    assert not _one(agency).holds_on(clock.today())
    api.check(actor=dung, evidence_id=evidence_id, accepted=True)
    found = _one(agency)
    assert found.holds_on(clock.today())
    assert (found.submitted_by_name, found.checked_by_name, found.checked_within) == ("Lan", "Dũng", True)
    assert (found.issuer, found.number, found.size) == ("UBND", "12/QĐ", len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert store().get(f"evidence/{agency.pk}/{found.sha256}") == content
    assert [fact.payload["accepted"] for fact in announced("evidence.EvidenceChecked")] == [True]


def test_nobody_checks_their_own_document(agency: Organisation, dung: Actor) -> None:
    evidence_id = _attach(dung)
    with pytest.raises(api.SecondPersonNeeded):
        api.check(actor=dung, evidence_id=evidence_id, accepted=True)
    with pytest.raises(api.SecondPersonNeeded):
        api.check(actor=dung, evidence_id=evidence_id, accepted=False, reason="Mờ")
    assert _one(agency).state == "waiting"
    assert announced("evidence.EvidenceChecked") == []


def test_the_table_itself_refuses_one_person_for_both(agency: Organisation, dung: Actor) -> None:
    row = EvidenceRow.objects.for_agency(agency.pk).get(pk=_attach(dung))
    row.state, row.checked_by_id, row.checked_at = "accepted", dung.person, clock.now()
    with pytest.raises(IntegrityError, match="evidence_second_person"):
        row.save()


def test_a_refusal_needs_a_reason_and_is_told(agency: Organisation, lan: Actor, dung: Actor) -> None:
    evidence_id = _attach(lan)
    with pytest.raises(BadInput):
        api.check(actor=dung, evidence_id=evidence_id, accepted=False, reason="  ")
    api.check(actor=dung, evidence_id=evidence_id, accepted=False, reason="Thiếu con dấu")
    assert (_one(agency).state, _one(agency).reason) == ("refused", "Thiếu con dấu")
    assert not _one(agency).holds_on(clock.today())
    with pytest.raises(api.AlreadyChecked):
        api.check(actor=dung, evidence_id=evidence_id, accepted=True)


def test_an_officer_above_checks_and_other_bodies_do_not_see_it(
    agency: Organisation, lan: Actor, officer: Actor
) -> None:
    evidence_id = _attach(lan)
    strangers = [
        actor_of(make_person(make_agency(), "director")),
        actor_of(
            make_person(
                Organisation.objects.create(name="Sở khác", kind="department"),
                permissions=("evidence.read", "evidence.check"),
            )
        ),
    ]
    for stranger in strangers:
        with pytest.raises(NotFound):
            api.check(actor=stranger, evidence_id=evidence_id, accepted=True)
    api.check(actor=officer, evidence_id=evidence_id, accepted=True)
    assert _one(agency).state == "accepted"
    assert not _one(agency).checked_within
    entry = audit.trail(agency_id=agency.pk, object_key=f"evidence:{evidence_id}").entries[0]
    assert (entry.verb, entry.actor_name) == ("evidence.accept", officer.name)


def test_who_lacks_the_right_neither_adds_nor_checks_nor_withdraws(agency: Organisation, lan: Actor) -> None:
    reporter = actor_of(make_person(agency, "reporter"))
    evidence_id = _attach(lan)
    with pytest.raises(NotAllowed):
        _attach(reporter)
    with pytest.raises(NotAllowed):
        api.check(actor=reporter, evidence_id=evidence_id, accepted=True)
    with pytest.raises(NotAllowed):
        api.withdraw(actor=reporter, evidence_id=evidence_id, reason="Nhầm")
    with pytest.raises(NotAllowed):
        api.check(actor=lan, evidence_id=evidence_id, accepted=True)  # a secretary submits, others check


def test_evidence_ends_with_its_last_day_in_vietnam(agency: Organisation) -> None:
    make_evidence(agency, ABOUT, accepted=True, valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1))
    found = _one(agency)
    assert found.last_day == date(2026, 12, 31)
    # Midnight in Vietnam is 17:00 UTC of the day before.
    with clock.frozen(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)):
        assert found.holds_on(clock.today())
    with clock.frozen(datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC)):
        assert not found.holds_on(clock.today())
        assert found.is_over(clock.today())
    with clock.frozen(datetime(2025, 12, 31, 16, 59, 59, tzinfo=UTC)):
        assert not found.holds_on(clock.today())
        assert found.begins_after(clock.today())


def test_validity_that_ends_before_it_begins_is_refused(lan: Actor) -> None:
    with pytest.raises(BadInput):
        _attach(lan, valid_from=date(2026, 5, 1), valid_until=date(2026, 5, 1))


@pytest.mark.parametrize(
    ("content", "given", "kept"),
    [
        (pdf_bytes("x"), "Quyết định số 5.PDF", "Quyết định số 5.pdf"),
        (office_bytes("docx"), "bang.xlsx", "bang.docx"),
        (office_bytes("xlsx"), "so-lieu.xlsx", "so-lieu.xlsx"),
        (picture_bytes("PNG"), "anh.jpg", "anh.png"),
        (picture_bytes("JPEG"), "C:\\giay\\anh chụp.jpeg", "anh chụp.jpg"),
        (pdf_bytes("y"), "../../../etc/passwd", "passwd.pdf"),
        (pdf_bytes("z"), 'a"\r\nx\u202efdp.exe', "a x fdp.pdf"),
        (pdf_bytes("w"), "", "minh-chung.pdf"),
    ],
)
def test_the_bytes_say_what_a_file_is(
    agency: Organisation, lan: Actor, content: bytes, given: str, kept: str
) -> None:
    _attach(lan, content, given)
    assert _one(agency).file_name == kept


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>", "bao-cao.pdf"),
        (b" \n%PDF-1.7\n%%EOF", "khoang-trang.pdf"),
        (b"<html>%PDF-1.7 %%EOF</html>", "lai.pdf"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "so-do.png"),
        (b"MZ\x90\x00" + bytes(200), "bang.xlsx"),
        (b"\x7fELF" + bytes(200), "qd.pdf"),
        (b"#!/bin/sh\n", "qd.pdf"),
        (b"%PDF-1.7\nbi cat ngang", "qd.pdf"),
        (b"PK\x03\x04" + bytes(50), "qd.docx"),
        (zip_bytes("a.exe"), "ho-so.zip"),
        (zip_bytes("[Content_Types].xml", "ppt/presentation.xml"), "trinh-chieu.pptx"),
        (zip_bytes("word/document.xml"), "qd.docx"),
        (office_bytes("docx", "word/vbaProject.bin"), "qd.docx"),
        (office_bytes("docx", "xl/workbook.xml"), "qd.docx"),
        (picture_bytes("PNG")[:40], "anh.png"),
        (b"\xff\xd8\xff" + b"<script>" * 20, "anh.jpg"),
        (b"", "rong.pdf"),
    ],
)
def test_other_files_are_refused_whatever_their_name(
    agency: Organisation, lan: Actor, content: bytes, name: str
) -> None:
    with pytest.raises(api.FileRefused) as refusal:
        _attach(lan, content, name)
    assert refusal.value.sentence
    assert api.evidence_about(agency_ids=[agency.pk], about=[ABOUT]) == {}
    assert not store().exists(f"evidence/{agency.pk}/{hashlib.sha256(content).hexdigest()}")


def test_a_file_above_the_limit_is_refused(lan: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoitu.evidence.operations.attach.LIMIT_BYTES", 1_000_000)
    with pytest.raises(api.FileTooLarge, match="1 MB"):
        _attach(lan, b"%PDF-1.7" + bytes(1_000_000) + b"%%EOF")


def test_the_same_bytes_stand_once_beside_a_statement(agency: Organisation, lan: Actor, dung: Actor) -> None:
    content = pdf_bytes()
    first = _attach(lan, content)
    with pytest.raises(api.AlreadyAttached):
        _attach(dung, content, title="Tên khác")
    elsewhere = api.attach(
        actor=lan,
        about="task:T-01:2026",
        values=EvidenceInput("Cùng tệp"),
        file=io.BytesIO(content),
        file_name="a.pdf",
    )
    assert elsewhere != first
    api.check(actor=dung, evidence_id=first, accepted=False, reason="Thiếu trang")
    assert _attach(lan, content) != first  # once refused, it may be submitted anew
    other = make_agency()
    _attach(actor_of(make_person(other, "secretary")), content)
    assert _one(other).sha256 == hashlib.sha256(content).hexdigest()


def test_a_withdrawn_document_is_gone_but_the_trail_keeps_it(
    agency: Organisation, lan: Actor, dung: Actor
) -> None:
    content = pdf_bytes()
    evidence_id = _attach(lan, content)
    api.check(actor=dung, evidence_id=evidence_id, accepted=True)
    with pytest.raises(BadInput):
        api.withdraw(actor=lan, evidence_id=evidence_id, reason="")
    stranger = actor_of(make_person(make_agency(), "director"))
    with pytest.raises(NotFound):
        api.withdraw(actor=stranger, evidence_id=evidence_id, reason="Nhầm")
    api.withdraw(actor=lan, evidence_id=evidence_id, reason="Nhầm năm")
    assert api.evidence_about(agency_ids=[agency.pk], about=[ABOUT]) == {}
    with pytest.raises(NotFound):
        api.evidence_of(agency_id=agency.pk, evidence_id=evidence_id)
    with pytest.raises(NotFound):
        api.check(actor=dung, evidence_id=evidence_id, accepted=True)
    [fact] = announced("evidence.EvidenceWithdrawn")
    assert fact.payload["was_accepted"] is True
    entries = audit.trail(agency_id=agency.pk, object_key=f"evidence:{evidence_id}").entries
    assert [entry.verb for entry in entries] == ["evidence.withdraw", "evidence.accept", "evidence.attach"]
    sha256 = hashlib.sha256(content).hexdigest()
    assert all(sha256 in str(entry.changes) for entry in entries)
    assert entries[0].note == "Nhầm năm"


def test_what_waits_is_listed_oldest_first(agency: Organisation, lan: Actor) -> None:
    first, second = _attach(lan), _attach(lan)
    make_evidence(agency, ABOUT, accepted=True)
    make_evidence(make_agency(), ABOUT)
    checker = actor_of(make_person(agency, permissions=("evidence.check",)))
    assert [row.id for row in api.waiting_for(checker)] == [first, second]
    assert api.waiting_for(lan) == []


def test_a_statement_without_a_kind_is_refused(lan: Actor) -> None:
    for about in ("", "measure", "Measure:1", "measure:", "measure:a b", "measure:" + "x" * 101):
        with pytest.raises(BadInput):
            api.attach(
                actor=lan,
                about=about,
                values=EvidenceInput("A"),
                file=io.BytesIO(pdf_bytes()),
                file_name="a.pdf",
            )
