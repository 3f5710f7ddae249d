"""Signatures: made with a test certificate, found again, and told when the file was changed."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pdfplumber
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers

from hoitu.kernel import clock
from hoitu.papers.adapters import signing
from hoitu.papers.api import CertificateRefused, NotAPdf, NotSignable, pdf, sign_pdf, signatures_of
from hoitu.papers.form import nd30
from hoitu.papers.testing import pkcs12_of, sample_paper

LAN, MINH = "Nguyễn Thị Lan", "Trần Đức Minh"
PASSWORD = "mật-khẩu-thử"
REASON = "Phát hành báo cáo năm 2026"


@pytest.fixture(scope="module")
def lans_certificate() -> bytes:
    return pkcs12_of(LAN, "Báo Vạn Giang", password=PASSWORD)


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return pdf(sample_paper(blocks=()))


@pytest.fixture(scope="module")
def signed(unsigned: bytes, lans_certificate: bytes) -> bytes:
    return sign_pdf(unsigned, pkcs12=lans_certificate, password=PASSWORD, reason=REASON)


def test_an_unsigned_paper_has_no_signature(unsigned: bytes) -> None:
    assert signatures_of(unsigned) == ()


def test_a_signature_says_who_why_and_when(signed: bytes) -> None:
    (found,) = signatures_of(signed)
    assert (found.state, found.is_intact) == ("intact", True)
    assert (found.signer, found.organisation, found.issuer, found.reason) == (
        LAN,
        "Báo Vạn Giang",
        LAN,
        REASON,
    )
    assert found.signed_at is not None
    assert abs(found.signed_at - clock.now()) < timedelta(minutes=5)
    assert re.fullmatch("[0-9a-f]{64}", found.certificate_sha256)


def test_where_a_certificate_leads_to(
    signed: bytes, lans_certificate: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.TRUST_ROOT", tmp_path)
    assert signatures_of(signed)[0].chain == "self_signed"
    _key, own, _others = pkcs12.load_key_and_certificates(lans_certificate, PASSWORD.encode())
    assert own is not None
    (tmp_path / "lan.pem").write_bytes(own.public_bytes(Encoding.PEM))
    assert signatures_of(signed)[0].chain == "trusted"


def test_it_is_pades_and_nothing_signed_was_changed(unsigned: bytes, signed: bytes) -> None:
    assert signed.startswith(unsigned)
    signature = PdfFileReader(BytesIO(signed)).embedded_signatures[0]
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.md_algorithm == "sha256"


def test_the_reason_is_shown_on_the_first_page_in_the_upper_right_corner(signed: bytes) -> None:
    with pdfplumber.open(BytesIO(signed)) as file:
        field = file.pages[0].annots[0]
        assert field["x1"] == pytest.approx(file.pages[0].width - 15 * 72 / 25.4, abs=1)
        assert field["bottom"] <= 20 * 72 / 25.4
    appearance = PdfFileReader(BytesIO(signed)).root["/AcroForm"]["/Fields"][0]["/AP"]["/N"]
    (imported,) = appearance["/Resources"]["/XObject"].values()
    assert "/Font" in imported.get_object()["/Resources"]


def test_two_people_sign_one_after_the_other(signed: bytes) -> None:
    minhs = pkcs12_of(MINH, "Sở Nội vụ", password=PASSWORD)
    both = signatures_of(sign_pdf(signed, pkcs12=minhs, password=PASSWORD, reason="Đã nhận"))
    assert [(one.signer, one.state) for one in both] == [(LAN, "intact"), (MINH, "intact")]


def test_signatures_beyond_the_room_on_the_page_are_still_made(
    signed: bytes, lans_certificate: bytes
) -> None:
    for _again in range(4):
        signed = sign_pdf(signed, pkcs12=lans_certificate, password=PASSWORD, reason="")
    assert [one.state for one in signatures_of(signed)] == ["intact"] * 5


def covered_places(signed: bytes) -> tuple[int, int, int]:
    """Return where the part that no hash covers begins and ends, and the file's length."""
    numbers = re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)", signed)
    assert numbers is not None
    first, second, length = (int(number) for number in numbers.groups())
    assert second + length == len(signed)
    return first, second, len(signed)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_one_changed_byte_is_told(signed: bytes, data: st.DataObject) -> None:
    gap_begins, gap_ends, length = covered_places(signed)
    place = data.draw(st.integers(0, length - 1).filter(lambda place: not gap_begins <= place < gap_ends))
    flipped = data.draw(st.integers(1, 255))
    changed = bytearray(signed)
    changed[place] ^= flipped
    try:
        found = signatures_of(bytes(changed))
    except NotAPdf:
        return
    assert found
    assert not any(one.is_intact for one in found)


@settings(max_examples=30, deadline=None)
@given(tail=st.binary(min_size=1, max_size=40))
@example(tail=b"\x01")
def test_nothing_hides_behind_the_signature_in_its_own_room(signed: bytes, tail: bytes) -> None:
    begins, ends, _length = covered_places(signed)
    digits = tail.hex().encode().rstrip(b"0") or b"1"
    changed = signed[: ends - 1 - len(digits)] + digits + signed[ends - 1 :]
    assert begins < ends - 1 - len(digits)
    assert [one.state for one in signatures_of(changed)] == ["changed"]


def test_a_page_added_after_signing_is_told(signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = writer.root["/Pages"].get("/Count")
    writer.update_container(page)
    changed = BytesIO()
    writer.write(changed)  # type: ignore[no-untyped-call]
    assert [one.state for one in signatures_of(changed.getvalue())] == ["changed"]


def test_what_hangs_loose_behind_the_signature_is_told(signed: bytes) -> None:
    loose = b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    for tail in (loose, loose * 60, loose + b"%%EOF\n"):
        assert [one.is_intact for one in signatures_of(signed + tail)] == [False]


def test_a_signature_cut_out_or_spoilt_is_told(signed: bytes) -> None:
    begins, ends, _length = covered_places(signed)
    spoilt = signed[: begins + 1] + b"00" * 40 + signed[begins + 81 :]
    assert [one.state for one in signatures_of(spoilt)] == ["broken"]
    assert [one.state for one in signatures_of(signed.replace(b"/Sig", b"/Sag"))] == ["broken"]
    assert [one.is_intact for one in signatures_of(signed[: ends + 20])] == [False]


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 2000])
def test_what_is_no_pdf_is_refused(content: bytes, lans_certificate: bytes) -> None:
    with pytest.raises(NotAPdf, match="không phải PDF"):
        signatures_of(content)
    with pytest.raises(NotAPdf):
        sign_pdf(content, pkcs12=lans_certificate, password=PASSWORD, reason="")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "sai"}, "sai mật khẩu"),
        ({"password": ""}, "sai mật khẩu"),
        ({"pkcs12": b""}, "tệp hỏng"),
        ({"pkcs12": b"\x30\x82"}, "tệp hỏng"),
        ({"pkcs12": pkcs12_of(LAN, "Báo", password=PASSWORD, days=1)}, "chỉ có hiệu lực"),
    ],
    ids=["wrong password", "no password", "nothing", "cut off", "expired"],
)
def test_a_certificate_that_cannot_sign_is_refused(
    unsigned: bytes, lans_certificate: bytes, changes: dict[str, object], sentence: str
) -> None:
    wanted = {"pkcs12": lans_certificate, "password": PASSWORD, "reason": "", **changes}
    with clock.frozen(clock.now() + timedelta(seconds=5)), pytest.raises(CertificateRefused, match=sentence):
        sign_pdf(unsigned, **wanted)  # type: ignore[arg-type]


def test_a_paper_that_its_first_signer_closed_takes_no_other(
    unsigned: bytes, lans_certificate: bytes
) -> None:
    signer = signers.SimpleSigner.load_pkcs12_data(lans_certificate, [], PASSWORD.encode())
    closing = signers.PdfSignatureMetadata(
        field_name="A", certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES, md_algorithm="sha256"
    )
    closed = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(unsigned)), closing, signer).getvalue()
    assert [one.state for one in signatures_of(closed)] == ["intact"]
    with pytest.raises(NotSignable, match="đã khóa"):
        sign_pdf(closed, pkcs12=lans_certificate, password=PASSWORD, reason="")


def test_a_tree_of_pages_that_bites_its_tail_is_refused() -> None:
    pages: dict[str, object] = {"/MediaBox": [0, 0, 595, 842]}
    pages["/Kids"] = [pages]
    writer: Any = SimpleNamespace(prev=SimpleNamespace(root={"/Pages": pages}))
    with pytest.raises(ValueError, match="circle"):
        signing._box(writer, nd30(), 1)
