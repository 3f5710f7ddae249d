"""Signed reports: made here, handed in from elsewhere, refused when they are not what was sent."""

import logging
from datetime import timedelta

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7, pkcs12
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.papers import api as papers
from hoitu.papers.testing import pkcs12_of
from hoitu.reporting import api
from hoitu.reporting.models import Report, Version, VersionFile
from hoitu.reporting.queries.files import signed_files
from hoitu.reporting.testing import Province, make_province, send_yearly

pytestmark = pytest.mark.django_db
PASSWORD = "mật-khẩu-không-được-ghi"


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def version(province: Province) -> Version:
    return send_yearly(province)


@pytest.fixture(scope="module")
def certificate() -> bytes:
    return pkcs12_of("Nguyễn Thị Hoa", "Báo Vân Giang", password=PASSWORD)


def _elsewhere(content: bytes, certificate: bytes) -> bytes:
    return papers.sign_pdf(content, pkcs12=certificate, password=PASSWORD, reason="Ký bằng token")


def _detached(content: bytes, certificate: bytes) -> bytes:
    key, own, _others = pkcs12.load_key_and_certificates(certificate, PASSWORD.encode())
    assert key is not None
    assert own is not None
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(own, key, hashes.SHA256())  # type: ignore[arg-type]
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])


def test_the_pdf_of_a_version_stays_what_it_was(version: Version) -> None:
    first = api.pdf_of(version)
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert api.pdf_of(version) == first
    assert VersionFile.objects.for_agency(version.agency_id).count() == 1


def test_two_signatures_stand_one_behind_the_other(
    province: Province, version: Version, certificate: bytes
) -> None:
    for _again in range(2):
        api.sign_version(actor=province.sender, version=version, pkcs12=certificate, password=PASSWORD)
    last, first = signed_files(version)
    assert (len(first.signatures), len(last.signatures)) == (1, 2)
    assert [one.signer for one in last.signatures] == ["Nguyễn Thị Hoa"] * 2
    assert all(one.is_intact and one.chain == "self_signed" for one in last.signatures)
    entry = next(
        one for one in audit.trail(agency_id=province.agency.pk).entries if one.verb == "reporting.sign"
    )
    assert PASSWORD not in str(entry)


def test_what_was_signed_elsewhere_is_taken_when_it_is_the_same_pdf(
    province: Province, version: Version, certificate: bytes
) -> None:
    original = api.pdf_of(version)
    signed = _elsewhere(original, certificate)
    api.attach_signed(actor=province.sender, version=version, content=signed)
    api.attach_signed(actor=province.sender, version=version, content=_detached(original, certificate))
    detached, embedded = signed_files(version)
    assert (detached.is_detached, embedded.is_detached) == (True, False)
    assert [one.is_intact for one in (*detached.signatures, *embedded.signatures)] == [True, True]
    with pytest.raises(BadInput, match="đã có"):
        api.attach_signed(actor=province.sender, version=version, content=signed)


def test_what_is_not_this_report_is_refused(province: Province, version: Version, certificate: bytes) -> None:
    original = api.pdf_of(version)
    other = _elsewhere(papers.pdf(_other_paper()), certificate)
    cases = {
        "không phải bản PDF của báo cáo": other,
        "chưa có chữ ký": original,
        "không khớp": _elsewhere(original, certificate) + b"\n% sau khi ky\n1 0 obj\n<<>>\nendobj\n",
        "cũng không phải chữ ký rời": b"khong phai tep ky",
    }
    for sentence, content in cases.items():
        with pytest.raises(BadInput, match=sentence):
            api.attach_signed(actor=province.sender, version=version, content=content)
    with pytest.raises(BadInput, match="không khớp"):
        api.attach_signed(
            actor=province.sender, version=version, content=_detached(original + b" ", certificate)
        )
    assert signed_files(version) == []


def test_a_detached_signature_with_everything_inside_is_no_detached_one() -> None:
    empty = cms.ContentInfo({"content_type": "data", "content": b"x"}).dump()
    with pytest.raises(papers.NotASignature):
        papers.detached_signatures_of(empty, of=b"x")


def test_only_the_sender_signs(version: Version, certificate: bytes) -> None:
    other = actor_of(make_person(make_agency(), "director"))
    with pytest.raises(NotFound):
        api.sign_version(actor=other, version=version, pkcs12=certificate, password=PASSWORD)
    with pytest.raises(NotFound):
        api.version_of(actor=other, report_id=version.report_id, number=1)


def test_the_screen_says_what_is_wrong_and_forgets_the_password(
    province: Province, version: Version, certificate: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    head = signed_in(province.head)
    address = f"/bao-cao/{version.report_id}/ban/1/ky-so/"
    assert "Ký tại đây" in head.get(address).content.decode()
    expired = pkcs12_of("Hoa", "Báo", password=PASSWORD, days=1)
    with clock.frozen(clock.now() + timedelta(seconds=5)):
        for file, password, sentence in (
            (certificate, "sai", "sai mật khẩu"),
            (b"khong phai p12", PASSWORD, "tệp hỏng"),
            (expired, PASSWORD, "chỉ có hiệu lực"),
            (b"", PASSWORD, "rỗng"),
            (certificate, "", "Hãy nhập mật khẩu"),
        ):
            page = _sign(head, address, file, password).content.decode()
            assert sentence in page, sentence
            assert PASSWORD not in page
    assert "lớn quá" in _sign(head, address, b"0" * 200_001, PASSWORD).content.decode()
    answer = _sign(head, address, certificate, PASSWORD)
    assert answer.status_code == 302
    page = signed_in(province.officer).get(f"/bao-cao/{version.report_id}/ban/1/").content.decode()
    assert "Nguyễn Thị Hoa" in page
    assert "Đúng bản đã gửi" in page
    assert "Tự ký, chỉ để thử" in page
    assert PASSWORD not in caplog.text


def test_a_signed_file_is_fetched_from_the_readers_origin(
    province: Province, version: Version, certificate: bytes
) -> None:
    row = api.sign_version(actor=province.sender, version=version, pkcs12=certificate, password=PASSWORD)
    address = f"/bao-cao/{version.report_id}/tep/{row.pk}/"
    answer = signed_in(province.officer).get(address)
    assert answer.status_code == 302
    assert "/_evidence/" in answer["Location"]
    stranger = signed_in(make_person(make_agency(), "director"))
    assert stranger.get(address).status_code == 404


def _sign(head: Client, address: str, file: bytes, password: str):  # type: ignore[no-untyped-def]  # Django's answer
    given = {"how": "here", "password": password, "certificate": SimpleUploadedFile("hoa.p12", file)}
    return head.post(address, given)


def _other_paper() -> papers.Paper:
    from hoitu.papers.testing import sample_paper

    return sample_paper(blocks=())


def test_a_report_that_was_never_sent_has_nothing_to_sign(province: Province) -> None:
    period = str(clock.today().year)
    report_id = api.open_report(actor=province.sender, rule_id=province.rule.pk, period=period)
    assert Report.objects.for_agency(province.agency.pk).filter(pk=report_id).exists()
    assert signed_in(province.head).get(f"/bao-cao/{report_id}/ban/1/ky-so/").status_code == 404
