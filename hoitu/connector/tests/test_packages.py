"""Two installations exchange packages as files: true ones are taken in order, everything else waits with a reason."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.connector import api
from hoitu.connector.adapters import package_file
from hoitu.connector.models import InPackage, OutPackage, Partner, ReceivedRecord
from hoitu.connector.tests.two import Side, Two
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput
from hoitu.strategy.models import Declaration, Publication
from hoitu.strategy.testing import make_body, make_publication, manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(settings: Any, tmp_path: Path) -> Two:
    return Two(settings, tmp_path)


def test_what_was_published_arrives_as_class_b_and_the_receipt_settles_it(two: Two) -> None:
    two.map()
    two.publish("Một")
    two.publish("Do người ghi", provenance="D")
    package, content = two.build()
    row = two.take(content)
    assert (row.state, row.sentence, row.counts["accepted"]) == ("accepted", "", 2)
    classes = (
        Publication.objects.for_agency(two.there.pk).order_by("title").values_list("title", "provenance")
    )
    assert list(classes) == [("Do người ghi", "D"), ("Một", "B")]
    with two.sender.here():
        receipt = json.dumps(row.receipt).encode()
        forged = json.dumps(dict(row.receipt or {}, counts={"accepted": 9})).encode()
        with pytest.raises(BadInput):
            api.take_receipt(actor=two.sender.actor, package_id=package.pk, content=forged)
        api.take_receipt(actor=two.sender.actor, package_id=package.pk, content=receipt)
    package.refresh_from_db()
    assert package.state == "sent"


def test_an_unknown_organisation_waits_until_somebody_says_who_it_is(two: Two) -> None:
    two.publish("Một")
    _package, content = two.build()
    row = two.take(content)
    assert (row.state, row.reason) == ("quarantined", "unknown_organisation")
    assert "Báo Vạn Giang" in row.sentence
    two.map()
    with two.receiver.here():
        row = api.replay(actor=two.receiver.actor, package_id=row.pk)
    assert (row.state, two.titles()) == ("accepted", ["Một"])


def test_later_packages_wait_for_the_missing_one_and_follow_it(two: Two) -> None:
    two.map()
    contents = []
    for title in ("Một", "Hai", "Ba"):
        two.publish(title)
        contents.append(two.build()[1])
    third, second = two.take(contents[2]), two.take(contents[1])
    assert [(one.state, one.reason) for one in (second, third)] == [("quarantined", "gap")] * 2
    assert "số 1 đến 2" in third.sentence
    assert two.titles() == []
    two.take(contents[0])
    states = InPackage.objects.for_agency(two.receiver.organisation.pk).values_list("seq", "state")
    assert dict(states) == {1: "accepted", 2: "accepted", 3: "accepted"}
    assert two.titles() == ["Ba", "Hai", "Một"]


def test_the_same_file_twice_gives_the_same_receipt(two: Two) -> None:
    two.map()
    two.publish("Một")
    _package, content = two.build()
    first, second = two.take(content), two.take(content)
    assert (first.pk, first.receipt) == (second.pk, second.receipt)
    assert Publication.objects.for_agency(two.there.pk).count() == 1


def test_a_removal_and_a_retraction_arrive(two: Two) -> None:
    two.map()
    kept, gone = two.publish("Gỡ"), two.publish("Nhầm")
    two.take(two.build()[1])
    now = clock.now()
    for row in (kept, gone):
        Publication.objects.for_agency(two.agency.pk).filter(pk=row.pk).update(superseded_at=now)
    two.publish("Gỡ", key=kept.key, url=kept.url, removed_at=now, recorded_at=now)
    assert two.take(two.build()[1]).state == "accepted"
    rows = Publication.objects.for_agency(two.there.pk).filter(superseded_at=None)
    assert [(row.title, row.removed_at) for row in rows] == [("Gỡ", now)]


def test_equal_records_make_an_equal_package(two: Two) -> None:
    two.publish("Một")
    at = clock.now()
    with clock.frozen(at):
        first, content = two.build()
        OutPackage.objects.for_agency(two.agency.pk).all().delete()
        second, again = two.build()
    assert (first.digest, content) == (second.digest, again)


def _changed(content: bytes, name: str, data: bytes, *, extra: str = "") -> bytes:
    """Return the package with one entry replaced, or one more."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            new.writestr(entry, data if entry == name else old.read(entry))
        if extra:
            new.writestr(extra, data)
    return buffer.getvalue()


def _manifest(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found: dict[str, Any] = json.loads(packed.read("manifest.json"))
    return found


def test_tampering_strange_entries_and_bombs_are_quarantined(two: Two) -> None:
    two.map()
    two.publish("Một")
    _package, good = two.build()
    other = package_file.canonical(_manifest(good) | {"seq": 1, "until": clock.now().isoformat()})
    bomb = _changed(good, "", b"0" * 70_000_000, extra="evidence2.json")
    cases = {
        "tampered": _changed(good, "publications.json", b"[]"),
        "bad_signature": _changed(good, "manifest.json", other),
        "strange_entry": _changed(good, "", b"x", extra="../../etc/cron.d/x"),
        "bad_manifest": _changed(good, "manifest.json", b'{"format": "hoitu-package/1"}'),
        "bad_json": _changed(good, "manifest.json", b'{"a": NaN}'),
        "unreadable": good[:300],
    }
    found = {code: two.take(content).reason for code, content in cases.items()}
    assert found == {code: code for code in cases}
    assert two.take(bomb).reason in ("strange_entry", "bomb")
    assert two.take(_changed(good, "signature", b"0" * 70_000_000)).reason == "bomb"
    assert two.titles() == []
    assert not InPackage.objects.for_agency(two.receiver.organisation.pk).filter(
        partner=None, reason="tampered"
    )


@pytest.mark.parametrize("place", range(0, 100, 9))
def test_any_changed_byte_is_refused_or_harmless(two: Two, place: int) -> None:
    two.map()
    two.publish("Một")
    _package, good = two.build()
    at = len(good) * place // 100
    row = two.take(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :])
    assert row.state == "quarantined" or two.titles() == ["Một"]


def test_wrong_recipient_unknown_sender_and_older_packages(two: Two, settings: Any, tmp_path: Path) -> None:
    two.map()
    two.publish("Một")
    first = two.build()[1]
    stranger = Side(settings, tmp_path / "c", make_body("Sở khác"))
    with stranger.here():
        row = api.receive_file(actor=stranger.actor, file_name="a.zip", content=first)
        assert row.reason == "unknown_sender"
    # The same organisation with a new key: what is made for the old one is for somebody else.
    moved = Side(settings, tmp_path / "d", two.receiver.organisation)
    with moved.here():
        assert (
            api.receive_file(actor=moved.actor, file_name="a.zip", content=first).reason == "wrong_recipient"
        )
    InPackage.objects.for_agency(two.receiver.organisation.pk).all().delete()
    two.take(first)
    assert two.take(_changed(first, "signature", _signature(first) + b"\n")).reason == "older"


def _signature(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("signature")


def test_a_partner_speaks_only_for_agencies_below_that_do_not_work_here(two: Two) -> None:
    outside = Organisation.objects.create(kind="press_agency", name="Báo tỉnh khác")
    lives = make_agency("Báo làm việc ở đây")
    make_person(lives)
    manage(lives, two.receiver.organisation)
    for agency in (outside, lives, two.receiver.organisation):
        with pytest.raises(BadInput), two.receiver.here():
            api.let_speak_for(
                actor=two.receiver.actor, partner_id=two.into.pk, foreign_id=uuid4(), agency_id=agency.pk
            )


def test_an_agency_that_came_to_live_here_is_not_written_over(two: Two) -> None:
    two.map()
    make_person(two.there, permissions=("stories.read",))
    two.publish("Một")
    assert two.take(two.build()[1]).reason == "lives_here"
    assert two.titles() == []


def test_nothing_goes_or_comes_without_trust(two: Two) -> None:
    content = two.build()[1]
    with two.receiver.here():
        api.revoke_partner(actor=two.receiver.actor, partner_id=two.into.pk)
    assert two.take(content).reason == "unknown_sender"
    with two.sender.here():
        api.revoke_partner(actor=two.sender.actor, partner_id=two.out.pk)
        with pytest.raises(api.NotTrusted):
            api.build_package(actor=two.sender.actor, partner_id=two.out.pk)


def test_a_fingerprint_that_is_another_one_gives_no_trust(two: Two, settings: Any, tmp_path: Path) -> None:
    third = Side(settings, tmp_path / "c", make_body("Bộ"))
    with two.sender.here():
        partner_id = api.add_partner(
            actor=two.sender.actor, name="Bộ", line="governing", direction="out", public_key=third.key
        )
        with pytest.raises(BadInput):
            api.trust_partner(actor=two.sender.actor, partner_id=partner_id, read_out=two.sender.fingerprint)
        with pytest.raises(api.NotTrusted):
            api.build_package(actor=two.sender.actor, partner_id=partner_id)


def test_statements_documents_and_counts_arrive_and_words_beside_them_stay(two: Two) -> None:
    canary = "CHIMYEN7"
    two.map()
    two.publish("Một")
    Declaration.objects.create(
        agency=two.agency, indicator="IND-04", year=2025, amount=12, note=canary, recorded_at=clock.now()
    )
    accepted = make_evidence(two.agency, "measure:IND-04:2025", title="Báo cáo tài chính")
    make_evidence(two.agency, "measure:IND-05:2025", title=f"Chưa kiểm tra {canary}")
    from hoitu.evidence.models import EvidenceRow

    EvidenceRow.objects.for_agency(two.agency.pk).filter(pk=accepted).update(
        state="accepted", note=canary, checked_at=clock.now()
    )
    _package, content = two.build()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert "Báo cáo tài chính" in everything
    assert canary not in everything
    assert two.take(content).state == "accepted"
    told = ReceivedRecord.objects.for_agency(two.there.pk).values_list("kind", flat=True)
    assert set(told) >= {"declared", "evidence", "tallies"}


def test_a_package_sent_online_comes_back_with_its_receipt(two: Two) -> None:
    two.map()
    two.publish("Một")
    package, content = two.build()
    with two.receiver.here():
        answer = Client().post("/lien-thong/goi-den/", content, content_type="application/zip")
    assert answer.status_code == 200
    with two.sender.here():
        api.take_receipt(actor=two.sender.actor, package_id=package.pk, content=answer.content)
    package.refresh_from_db()
    assert (package.state, two.titles()) == ("sent", ["Một"])


def test_strangers_online_leave_nothing_behind(two: Two) -> None:
    content = two.build()[1]
    with two.receiver.here():
        api.revoke_partner(actor=two.receiver.actor, partner_id=two.into.pk)
        client = Client()
        assert client.post("/lien-thong/goi-den/", content, content_type="application/zip").status_code == 403
        for bad in (b"PK", b"", b"0" * 4_000_001):
            answer = client.post("/lien-thong/goi-den/", bad, content_type="application/zip")
            assert (answer.status_code, list(answer.json())) == (400, ["sentence"])
    assert not InPackage.objects.unscoped(why="tests").exists()


def test_sending_to_a_private_address_is_refused_and_said(two: Two) -> None:
    Partner.objects.for_agency(two.agency.pk).update(address="http://127.0.0.1:9")
    package, _content = two.build()
    with two.sender.here():
        api.ask_to_send(actor=two.sender.actor, package_id=package.pk)
        api.send_now(package.pk)
    package.refresh_from_db()
    assert package.state == "failed"
    assert "không được phép" in package.error


def test_a_package_that_never_left_can_be_given_up_and_told_again(two: Two) -> None:
    two.map()
    two.publish("Một")
    with two.sender.here():
        first: UUID = api.build_package(actor=two.sender.actor, partner_id=two.out.pk)
        api.cancel(actor=two.sender.actor, package_id=first)
    package, content = two.build()
    assert package.seq == 1
    assert two.take(content).counts["accepted"] == 1
    with pytest.raises(BadInput), two.sender.here():
        api.cancel(actor=two.sender.actor, package_id=package.pk)


def test_who_may_not_send_builds_nothing(two: Two) -> None:
    reader = actor_of(make_person(two.agency, permissions=("connector.read",)))
    from hoitu.kernel.errors import NotAllowed

    with pytest.raises(NotAllowed):
        api.build_package(actor=reader, partner_id=two.out.pk)


def test_a_package_tells_only_of_agencies_below_along_its_line(
    two: Two, settings: Any, tmp_path: Path
) -> None:
    from hoitu.connector.queries.content import agencies_told
    from hoitu.strategy.testing import govern

    department = make_body("Sở vừa quản lý vừa chủ quản")
    managed, governed = make_agency("Báo được quản lý"), make_agency("Tạp chí của Sở")
    manage(managed, department)
    govern(governed, department)
    ministry = Side(settings, tmp_path / "m", make_body("Bộ", "ministry"))
    partner = Side(settings, tmp_path / "s", department).know(ministry, "out")
    assert [row.name for row in agencies_told(partner)] == ["Báo được quản lý"]
    assert [row.name for row in agencies_told(two.out)] == ["Báo Vạn Giang"]


def test_an_agency_that_comes_later_is_told_from_its_beginning(
    two: Two, settings: Any, tmp_path: Path
) -> None:
    department, late = make_body("Sở gửi lên"), make_agency("Báo tới sau")
    manage(two.agency, department)
    sender = Side(settings, tmp_path / "s", department)
    partner = sender.know(Side(settings, tmp_path / "m", make_body("Bộ", "ministry")), "out")
    make_publication(late, clock.now() - timedelta(hours=1), title="Trước khi tới")
    with sender.here():
        api.build_package(actor=sender.actor, partner_id=partner.pk)
        manage(late, department)
        second = api.build_package(actor=sender.actor, partner_id=partner.pk)
    assert OutPackage.objects.for_agency(department.pk).get(pk=second).counts["publications"] == 1


def test_a_long_backlog_takes_several_packages(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    two.map()
    monkeypatch.setattr("hoitu.connector.operations.build.RECORDS_MAX", 2)
    monkeypatch.setattr("hoitu.connector.operations.build.RECORDS_LEAST", 2)
    for number in range(5):
        two.publish(f"Tin {number}")
    taken = [two.take(two.build()[1]).counts.get("accepted", 0) for _round in range(3)]
    assert (taken, two.titles()) == ([3, 2, 0], [f"Tin {number}" for number in range(5)])


@pytest.mark.parametrize(
    "part",
    [
        b'[{"agency": ["x"], "key": "a"}]',
        b'[{"agency": "AGENCY", "key": "a", "parts": 1e999}]',
        b'[{"agency": "AGENCY", "key": ""}]',
        b'[{"agency": "AGENCY", "key": "a\\u0000"}]',
        b"[7]",
        b"{}",
    ],
)
def test_nonsense_that_a_partner_signed_is_quarantined_and_can_be_looked_at(two: Two, part: bytes) -> None:
    from hashlib import sha256

    from hoitu.connector.adapters import identity
    from hoitu.connector.adapters.contents import listing

    two.map()
    part = part.replace(b"AGENCY", str(two.agency.pk).encode())
    manifest = _manifest(two.build()[1])
    manifest["parts"] = {"declared.json": {"sha256": sha256(part).hexdigest()}}
    data = package_file.canonical(manifest)
    with two.sender.here():
        content = package_file.pack(data, identity.sign(data), {"declared.json": part})
    row = two.take(content)
    assert row.state == "quarantined"
    shown = listing(row.file_key)
    assert shown.problem or shown.parts
