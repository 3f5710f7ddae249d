"""What people type and paste into the cells of a report: understood, or refused with a sentence and kept."""

import html

import pytest
from django import forms
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.accounts.testing import signed_in
from hoitu.kernel import clock
from hoitu.kernel.testing import examples
from hoitu.kernel.text import format_number
from hoitu.reporting.data import Cell, Measure, Span
from hoitu.reporting.models import Report
from hoitu.reporting.policies.layout import form_for
from hoitu.reporting.testing import make_province
from hoitu.reporting.web.numbers import MOST, NumberField

CELLS = {cell.key: cell for cell in form_for(Span.YEAR).cells if cell.is_typed}
NUMBER: Cell = CELLS["revenue"]
SHARE: Cell = CELLS["self_funding"]
NINES = "9" * 5000


def _read(cell: Cell, typed: str) -> int | None:
    return NumberField(cell).clean(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("   ", None),
        ("0", 0),
        ("007", 7),
        ("1234", 1234),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234\u202f567", 1_234_567),  # spaces of Word and of French
        ("\t 1.234.567 \r\n", 1_234_567),
        ("１２３４", 1234),
        ("１．２３４", 1234),
        ("\ufeff12\u200b", 12),
        ("1.000.000.000.000", MOST),
    ],
)
def test_a_whole_number_is_understood(typed: str, number: int | None) -> None:
    assert _read(NUMBER, typed) == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("mười hai", "số nguyên không âm"),
        ("12 tin", "số nguyên không âm"),
        ("1e5", "số nguyên không âm"),
        ("12 34", "số nguyên không âm"),
        ("1.234 567", "số nguyên không âm"),
        ("1..234", "số nguyên không âm"),
        ("٣٤", "số nguyên không âm"),
        ("5²", "số nguyên không âm"),
        ("½", "số nguyên không âm"),
        ("1.234,5", "không có phần lẻ"),
        ("1,234.5", "không có phần lẻ"),
        ("12,5", "không có phần lẻ"),
        ("0.123", "không có phần lẻ"),
        ("1.5", "không có phần lẻ"),
        ("1,234", "hãy nhập 1.234"),
        ("1,234,567", "hãy nhập 1.234.567"),
        ("-5", "không thể âm"),
        ("−5", "không thể âm"),
        ("－５", "không thể âm"),
        ("(5)", "không thể âm"),
        ("12 %", "bỏ dấu phần trăm"),
        ("１２％", "bỏ dấu phần trăm"),
        ("1.000.000.000.001", "lớn quá"),
        ("9" * 60, "lớn quá"),
        (NINES, "chỉ nhận một con số"),
        ("Thiếu người " * 400, "chỉ nhận một con số"),
    ],
)
def test_what_is_no_whole_number_is_refused_with_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(forms.ValidationError, match=words):
        _read(NUMBER, typed)


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("12,5", 1250),
        ("12.5", 1250),
        ("12,5 %", 1250),
        ("12,5\u202f%", 1250),
        ("１２，５％", 1250),
        (" 100 % ", 10000),
        ("0,05", 5),
        ("0", 0),
    ],
)
def test_a_share_is_understood(typed: str, hundredths: int) -> None:
    assert _read(SHARE, typed) == hundredths


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-1 %", "không thể âm"),
        ("100,01", "quá 100"),
        ("1.234,5", "từ 0 đến 100"),
        ("1,234.5", "từ 0 đến 100"),
        ("12,345", "từ 0 đến 100"),
        ("một nửa", "từ 0 đến 100"),
        ("12,5 %%", "từ 0 đến 100"),
        ("1/2", "từ 0 đến 100"),
        (NINES, "chỉ nhận một con số"),
    ],
)
def test_what_is_no_share_is_refused_with_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(forms.ValidationError, match=words):
        _read(SHARE, typed)


@given(number=st.integers(0, MOST), space=st.sampled_from([".", " ", "\u00a0", "\u202f", ""]))
@settings(max_examples=examples(200))
def test_what_is_shown_reads_back_as_the_same(number: int, space: str) -> None:
    assert _read(NUMBER, format_number(number).replace(".", space)) == number


@given(hundredths=st.integers(0, 10000))
@settings(max_examples=examples(200))
def test_a_share_that_is_shown_reads_back_as_the_same(hundredths: int) -> None:
    assert _read(SHARE, str(NumberField(SHARE).prepare_value(hundredths))) == hundredths


@given(typed=st.text(max_size=80), measure=st.sampled_from([NUMBER, SHARE]))
@settings(max_examples=examples(300))
def test_no_text_breaks_a_cell(typed: str, measure: Cell) -> None:
    try:
        number = _read(measure, typed)
    except forms.ValidationError:
        return
    assert number is None or 0 <= number <= (10000 if measure.measure is Measure.SHARE else MOST)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["１.２３４,５ tin", '"><b>1', "-12", NINES, "1,234"])
def test_a_refused_cell_stays_as_it_was_typed_with_everything_beside_it(typed: str) -> None:
    province = make_province()
    client = signed_in(province.head)
    client.post(f"/bao-cao/lap/{province.rule.pk}/{clock.today().year}/")
    report = Report.objects.for_agency(province.agency.pk).get()
    fields = {
        "revision": str(report.revision),
        "actual-revenue": typed,
        "actual-self_funding": "12,5 %",
        "words-difficulties": "Thiếu máy quay",
        "signer_name": "N" * 200,
    }
    answer = client.post(f"/bao-cao/{report.pk}/", fields)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("field-error") >= 1
    for kept in (typed, "12,5 %", "Thiếu máy quay", "N" * 200):
        assert html.escape(kept) in page
    report.refresh_from_db()
    assert report.revision == 0
    assert "maxlength" not in page[page.index("report-form") : page.index("sticky-actions")]
