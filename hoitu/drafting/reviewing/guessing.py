"""From the words of a proposed target to the numbers it seems to ask for. A person decides; this only pre-selects."""

import re
from collections.abc import Callable
from typing import Final

from hoitu.drafting.proposing.records import ProposedTarget
from hoitu.drafting.proposing.wording import skeleton
from hoitu.strategy.api import definition_of
from hoitu.strategy.data import Op, Unit

_EVERYBODY: Final = 100
# Letters alone, so that lost blanks and tones do not matter. The first line that fits wins: what is narrower stands
# before what is wider ("trung tâm bồi dưỡng" before "bồi dưỡng", revenue "qua nền tảng số" before platforms).
_SIGNS: Final[tuple[tuple[str, str], ...]] = (
    ("IND-15", r"chiasetintuc"),
    ("IND-14", r"nentangsoquocgia"),
    ("IND-13", r"trungtamboiduong"),
    ("IND-12", r"giaoducdaihoc|cosodaotao|khoabaochi|truongdaihoc"),
    ("IND-11", r"capphep|giayphep"),
    ("IND-10.a", r"tuchu"),
    ("IND-10.c", r"dathang|dinhmuc|dongia"),
    ("IND-08", r"vungsau|vungxa|nguoidan|biengioi|haidao"),
    ("IND-09", r"tinbai(?!hay)"),
    ("IND-07", r"antoan|anninhhethong|anninhmang|capdo[345]"),
    ("IND-06", r"(?:daotao|boiduong|taphuan)"),
    ("IND-04", r"doanhthu"),
    ("IND-02", r"trituenhantao|phantich.{0,30}dulieu|dulieu.{0,30}taptrung"),
    ("IND-03", r"toasoanhoitu|hoitu|xuhuongbaochiso|daphuongtien"),
    ("IND-01", r"nentangso|khonggianmang|moitruongso|mangxahoi"),
)
_UNIT_SIGNS: Final[tuple[tuple[Unit, str], ...]] = (
    (Unit.SHARE_OF_INSTITUTIONS, r"giaoducdaihoc|cosodaotao|khoabaochi|truongdaihoc"),
    (
        Unit.SHARE_OF_PEOPLE,
        r"phongvien|bientapvien|lanhdao|canbo|nguoidan|nguoilambao|nhanluc|hoidan",
    ),
    (Unit.SHARE_OF_SYSTEMS, r"^(?:cac)?hethongthongtin"),
    (Unit.SHARE_OF_AGENCIES, ""),
)
_BASE_YEAR: Final = re.compile(r"so\s+với\s+(?:cuối\s+)?năm\s+(20\d\d)", re.I)
_NAMED: Final = re.compile(r"\(([^()]*(?:Báo|Đài|Tạp chí|Thời báo)[^()]*)\)")
_YEARLY: Final = re.compile(r"h[ằàă]ng năm|mỗi năm|/\s*năm|một năm", re.I)
_ABOUT: Final = re.compile(r"khoảng|xấp xỉ", re.I)


def indicator_of(text: str, *, has_threshold: bool = False) -> str:
    """Return the indicator that a target's words point to, "" when none does."""
    bones = skeleton(text)
    found = next((one for one, sign in _SIGNS if re.search(sign, bones)), "")
    if found == "IND-04" and not has_threshold:
        return "IND-05"
    return found


def measure_of(target: ProposedTarget) -> dict[str, str]:
    """Return one number of a proposed target as its form shows it."""
    value = "" if target.value is None else f"{target.value:g}".replace(".", ",")
    indicator = indicator_of(target.text, has_threshold=target.threshold is not None)
    unit = _unit(target, indicator)
    named = _NAMED.search(target.text) if unit is Unit.NAMED_UNITS else None
    base = _BASE_YEAR.search(target.text)
    threshold = "" if target.threshold is None else f"{target.threshold:g}".replace(".", ",")
    return {
        "indicator": indicator,
        "op": _op(target),
        "value": value,
        "unit": unit.value,
        "denominator": target.scope or "",
        "threshold_what": _threshold_words(target.text) if threshold else "",
        "threshold_value": threshold,
        "named_units": "\n".join(name.strip() for name in named[1].split(",")) if named else "",
        "base_year": base[1] if base else "",
    }


def _op(target: ProposedTarget) -> Op:
    if target.value is None:
        return Op.ACHIEVED
    if _ABOUT.search(target.text):
        return Op.ABOUT
    return Op.EXACTLY if target.unit == "%" and target.value == _EVERYBODY else Op.AT_LEAST


def _unit(target: ProposedTarget, indicator: str) -> Unit:
    """Return the unit that the words show, within what the indicator answers."""
    if target.value is None:
        definition = definition_of(indicator) if indicator else None
        only = definition.units if definition else ()
        return Unit.BOOLEAN if Unit.BOOLEAN in only else Unit.MILESTONE
    if target.unit != "%":
        return Unit.NAMED_UNITS if _NAMED.search(target.text) else Unit.COUNT_OF_AGENCIES
    growth: Callable[[str], re.Match[str] | None] = re.compile(r"tăng", re.I).search
    if indicator == "IND-05":
        return Unit.GROWTH_PER_UNIT_A_YEAR
    if growth(target.text) and indicator == "IND-09":
        is_since = _BASE_YEAR.search(target.text) and not _YEARLY.search(target.text)
        return Unit.GROWTH_SINCE_BASE_YEAR if is_since else Unit.GROWTH_A_YEAR
    # The counted come after the share: "100% lãnh đạo, cán bộ … các cơ quan báo chí được đào tạo".
    bones = skeleton(target.scope or target.text.partition("%")[2] or target.text)[:40]
    return next(unit for unit, sign in _UNIT_SIGNS if re.search(sign, bones))


def _threshold_words(text: str) -> str:
    return "tăng doanh thu" if "doanhthu" in skeleton(text) else ""
