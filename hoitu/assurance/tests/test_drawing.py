"""The algorithm of the draw: fixed by example, uniform, the same for every order of the list; the exact interval."""

import json
import secrets
from collections import Counter
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.assurance.interval import clopper_pearson
from hoitu.assurance.policies import drawing
from hoitu.assurance.policies.sheet import SheetUnreadable, verify

fingerprints = st.lists(st.integers(0, 10**9).map(lambda n: drawing.digest(str(n))), unique=True, max_size=40)
# 99.9 % of the chi-square distribution with 19 and 9 degrees of freedom (NIST handbook, 1.3.6.7.4).
CHI_SQUARE_19, CHI_SQUARE_9 = 43.820, 27.877


def test_key_and_tickets_are_as_written_down() -> None:
    listed = [drawing.digest(name) for name in ("a", "b", "c")]
    key = drawing.key_of(seed="5" * 64, announcement="6" * 64, public_value=" 031  847 ")
    assert key == drawing.digest(f"hoitu-draw-1:key:{'5' * 64}:{'6' * 64}:031 847")
    first = drawing.drawn(listed, k=1, key=key)[0]
    tickets = {one: drawing.digest(f"hoitu-draw-1:ticket:{key}:{one}") for one in listed}
    assert first.ticket == min(tickets.values()) == tickets[first.fingerprint]
    assert drawing.list_digest(listed) == drawing.digest("".join(f"{one}\n" for one in sorted(listed)))


def test_published_vector() -> None:
    """The vector that docs/huong-dan/rut-kiem-chung.md prints, computed with sha256sum alone."""
    listed = [drawing.digest(str(number)) for number in range(1, 6)]
    key = drawing.key_of(seed="0" * 64, announcement="1" * 64, public_value="847031")
    assert key == "816f6ea1ef721750904b5e3502ed2a46d7515e9ea0165e5aa38f300a7cafeca3"  # with sha256sum
    assert [listed.index(one.fingerprint) + 1 for one in drawing.drawn(listed, k=2, key=key)] == [1, 5]


@given(fingerprints, st.integers(1, 50), st.randoms(use_true_random=False))
def test_order_of_the_list_does_not_matter(listed: list[str], k: int, random: object) -> None:
    shuffled = list(listed)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (drawing.drawn(rows, k=k, key="f" * 64) for rows in (listed, shuffled))
    assert one == other
    assert drawing.list_digest(listed) == drawing.list_digest(shuffled)
    assert [row.place for row in one] == list(range(1, min(k, len(listed)) + 1))
    assert len({row.fingerprint for row in one}) == len(one)


@given(fingerprints, st.integers(1, 20))
def test_a_larger_sample_begins_with_the_smaller_one(listed: list[str], k: int) -> None:
    assert drawing.drawn(listed, k=k + 1, key="a" * 64)[:k] == drawing.drawn(listed, k=k, key="a" * 64)


def test_all_of_a_short_list_and_nothing_of_an_empty_one() -> None:
    listed = [drawing.digest(str(number)) for number in range(3)]
    assert sorted(one.fingerprint for one in drawing.drawn(listed, k=10, key="a" * 64)) == sorted(listed)
    assert drawing.drawn([], k=10, key="a" * 64) == []


def test_a_record_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        drawing.drawn(["a", "a"], k=1, key="a" * 64)


def test_every_record_is_drawn_equally_often() -> None:
    """4,000 seeds, 5 of 20: chi-square of how often each record is drawn, and of who is drawn first."""
    listed = [drawing.digest(str(number)) for number in range(20)]
    taken, first = Counter[str](), Counter[str]()
    runs = 4000
    for seed in range(runs):
        key = drawing.key_of(seed=drawing.digest(str(seed)), announcement="1" * 64, public_value="7")
        found = drawing.drawn(listed, k=5, key=key)
        taken.update(one.fingerprint for one in found)
        first[found[0].fingerprint] += 1
    # Draws without replacement vary less than a chi-square says: p(1 − p) instead of p.
    expected = runs * 5 / 20
    assert sum((taken[one] - expected) ** 2 / (expected * 0.75) for one in listed) * 19 / 20 < CHI_SQUARE_19
    expected = runs / 20
    assert sum((first[one] - expected) ** 2 / expected for one in listed) < CHI_SQUARE_19


def test_the_public_value_alone_changes_everything() -> None:
    """Neither who knows the seed nor who chooses the value decides: digits of the value spread over the records."""
    listed = [drawing.digest(str(number)) for number in range(10)]
    first = Counter(
        drawing.drawn(
            listed, k=1, key=drawing.key_of(seed="5" * 64, announcement="1" * 64, public_value=str(n))
        )[0].fingerprint
        for n in range(2000)
    )
    assert sum((first[one] - 200) ** 2 / 200 for one in listed) < CHI_SQUARE_9


# -- the sheet --------------------------------------------------------------------------------------------------


def a_sheet(*, k: int = 2, n: int = 6) -> dict[str, object]:
    records = [{"title": f"Tin {number}", "salt": secrets.token_hex(16)} for number in range(n)]
    listed = sorted(drawing.fingerprint(one) for one in records)
    seed = secrets.token_hex(32)
    said = {
        "id": "d1",
        "k": k,
        "records": n,
        "list_sha256": drawing.list_digest(listed),
        "commitment": drawing.commitment(draw_id="d1", seed=seed),
        "target": "Chỉ tiêu",
    }
    announcement = drawing.digest(drawing.canonical(said))
    key = drawing.key_of(seed=seed, announcement=announcement, public_value="031847")
    return {
        "form": drawing.FORM,
        "state": "drawn",
        "announcement": said,
        "announcement_sha256": announcement,
        "list": listed,
        "seed": seed,
        "public_value": "031847",
        "drawn": [vars(one) for one in drawing.drawn(listed, k=k, key=key)],
        "records": records[:1],
    }


def wrong(sheet: dict[str, object], kept: dict[str, object] | None = None) -> set[str]:
    again = json.loads(json.dumps(sheet))
    return {one.key for one in verify(again, announced=kept) if not one.is_right}


def test_a_whole_sheet_holds_and_its_announcement_too() -> None:
    sheet = a_sheet()
    assert wrong(sheet, sheet) == set()
    before = sheet | {"seed": "", "public_value": "", "drawn": [], "state": "announced"}
    assert wrong(before) == set()
    assert "seed" not in {one.key for one in verify(before)}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda s: s | {"list": s["list"][1:]}, {"list", "count"}),
        (lambda s: s | {"list": [*s["list"][:-1], "0" * 64]}, {"list"}),
        (lambda s: s | {"list": [*s["list"], s["list"][0]]}, {"list", "once"}),
        (lambda s: s | {"seed": "0" * 64}, {"seed", "drawn"}),
        (lambda s: s | {"public_value": "000000"}, {"drawn"}),
        (lambda s: s | {"drawn": s["drawn"][::-1]}, {"drawn"}),
        (lambda s: s | {"announcement": s["announcement"] | {"k": 1}}, {"announcement", "drawn"}),
        (lambda s: s | {"records": [s["records"][0] | {"title": "Khác"}]}, {"records"}),
    ],
)
def test_tampering_is_seen(change: object, found: set[str]) -> None:
    seen = wrong(change(a_sheet()))  # type: ignore[operator]
    assert found <= seen


def test_a_list_and_announcement_made_anew_are_seen_by_who_kept_the_first() -> None:
    assert wrong(a_sheet(), a_sheet()) == {"kept"}


@pytest.mark.parametrize(
    "nothing", [{}, {"form": "x"}, a_sheet() | {"list": "abc"}, a_sheet() | {"announcement": 1}]
)
def test_other_files_are_refused(nothing: dict[str, object]) -> None:
    with pytest.raises(SheetUnreadable):
        verify(nothing)


# -- the interval -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Clopper–Pearson tables, 95 %: 0/n has 1 − 0.025^(1/n), n/n its mirror.
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (9, 10, 0.5550, 0.9975),
        (5, 10, 0.1871, 0.8129),
        (1, 1, 0.025, 1.0),
    ],
)
def test_known_intervals(hits: int, of: int, low: float, high: float) -> None:
    found = clopper_pearson(hits, of)
    assert found == pytest.approx((low, high), abs=0.0001)


@given(st.integers(1, 60), st.floats(0.01, 0.99))
def test_the_interval_covers_the_truth_often_enough(of: int, share: float) -> None:
    """Exactly: the probability of all outcomes whose interval holds the true share is at least 95 %."""
    covered = 0.0
    for hits in range(of + 1):
        low, high = clopper_pearson(hits, of)
        if low <= share <= high:
            covered += comb(of, hits) * share**hits * (1 - share) ** (of - hits)
    assert covered >= 0.95 - 1e-9


@given(st.integers(1, 80).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_is_mirrored_and_holds_the_share(pair: tuple[int, int]) -> None:
    hits, of = pair
    low, high = clopper_pearson(hits, of)
    assert low <= hits / of <= high
    assert clopper_pearson(of - hits, of) == pytest.approx((1 - high, 1 - low), abs=1e-9)
