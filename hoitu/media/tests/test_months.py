"""The index by months finds what looking at every file finds, in the same order."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency
from hoitu.kernel.testing import examples
from hoitu.media import api
from hoitu.media.models import AssetRow
from hoitu.media.operations.words import searchable
from hoitu.media.queries import search
from hoitu.media.queries.marks import tsquery

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 31, 12, tzinfo=UTC)
CAPTIONS = ("Cầu Yên Lộc", "Cau Yen Loc", "Chợ cầu mới", "Lễ hội chùa Hương", "Cầu thủ về đích")


def put(agency: Organisation, caption: str, at: datetime, kind: str = "picture") -> UUID:
    row = AssetRow(
        agency=agency, kind=kind, state="ready", caption=caption, folded=searchable(caption), added_at=at,
        sha256=f"{AssetRow.objects.unscoped(why='a name for the file').count():064x}", size_bytes=1,
    )  # fmt: skip
    row.save()
    return row.pk


@given(
    files=st.lists(
        st.tuples(st.sampled_from(CAPTIONS), st.integers(0, 900), st.sampled_from(("picture", "video"))),
        max_size=25,
    ),
    words=st.sampled_from(("cầu ", "cau ", "ca", "yen lo", "hội", "'", "cầu\\ ")),
    kinds=st.sampled_from(((), ("picture",), ("picture", "video"))),
    limit=st.integers(1, 8),
    days=st.tuples(st.integers(0, 900), st.integers(0, 900)) | st.none(),
)
@settings(max_examples=examples(60))
def test_months_find_what_looking_at_every_file_finds(files, words, kinds, limit, days) -> None:  # type: ignore[no-untyped-def]
    agency, other = make_agency(), make_agency()
    for caption, age, kind in files:
        put(agency, caption, NOON - timedelta(days=age, hours=age % 24), kind)
        put(other, caption, NOON, kind)
    since, until = (
        ((NOON - timedelta(days=age)).date() for age in sorted(days, reverse=True)) if days else (None, None)
    )
    wanted = api.Wanted(words=words, kinds=kinds, since=since, until=until)
    expected = [row.pk for row in _by_looking(agency, wanted)]
    found: list[AssetRow] = []
    while True:
        before = (found[-1].added_at, found[-1].pk) if found else None
        page = api.search_assets(agency_id=agency.pk, wanted=wanted, before=before, limit=limit)
        found += page
        if len(page) < limit:
            break
    assert [row.pk for row in found] == expected
    assert api.count_assets(agency_id=agency.pk, wanted=wanted).total == len(expected)


def _by_looking(agency: Organisation, wanted: api.Wanted) -> list[AssetRow]:
    rows = search._matching(agency.pk, wanted).order_by("-added_at", "-id")
    asked = tsquery(search._asked(wanted, ""))
    return list(rows.extra(where=["words @@ %s::tsquery"], params=[asked]) if asked else rows)


def test_a_file_on_the_border_of_months_is_found_once() -> None:
    agency = make_agency()
    firsts = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 5, 7)]
    borders = firsts + [first - timedelta(microseconds=1) for first in firsts]
    put_in = {put(agency, "Cầu Yên Lộc", at) for at in borders}
    wanted = api.Wanted(words="yên lộc ")
    found = api.search_assets(agency_id=agency.pk, wanted=wanted)
    assert [row.added_at for row in found] == sorted(borders, reverse=True)
    assert {row.pk for row in found} == put_in


def test_the_month_goes_with_the_arrival() -> None:
    agency = make_agency()
    key = put(agency, "Cầu Yên Lộc", NOON)
    put(agency, "Chợ mới", NOON - timedelta(days=800))
    AssetRow.objects.for_agency(agency.pk).filter(pk=key).update(added_at=NOON - timedelta(days=400))
    wanted = api.Wanted(words="yên lộc ")
    assert [row.pk for row in api.search_assets(agency_id=agency.pk, wanted=wanted)] == [key]
