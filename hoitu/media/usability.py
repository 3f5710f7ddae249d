"""May a file be used at a place at an instant? One pure answer for the editor, the story page and the release."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel import clock
from hoitu.kernel.text import format_date
from hoitu.media.data import (
    PUBLISHING,
    Cost,
    Place,
    Rights,
    RightsReason,
    Standing,
    Usability,
    Verdict,
)

OVERRIDE = "media.override_rights"
PLACE_NAMES: dict[Place, str | Promise] = {
    Place.WEB: gettext_lazy("báo điện tử"),
    Place.PRINT: gettext_lazy("báo in"),
    Place.BROADCAST: gettext_lazy("phát thanh, truyền hình"),
    Place.WIRE: gettext_lazy("trao đổi tin"),
    Place.SOCIAL: gettext_lazy("mạng xã hội"),
    Place.ARCHIVE: gettext_lazy("tải tệp gốc"),
}
# Reasons that the file's own words stand against: these are written down, not granted.
LACKS = "lacks_"
FIELD_NAMES: dict[str, str | Promise] = {
    "headline": gettext_lazy("tên ảnh"),
    "caption": gettext_lazy("chú thích"),
    "alt": gettext_lazy("mô tả cho người không nhìn thấy"),
    "credit": gettext_lazy("nguồn, tác giả"),
    "creator": gettext_lazy("người chụp, quay"),
    "people": gettext_lazy("người trong ảnh"),
    "place": gettext_lazy("nơi chụp"),
    "event": gettext_lazy("sự kiện"),
    "taken_at": gettext_lazy("thời điểm chụp"),
    "tags": gettext_lazy("từ khóa"),
}


def usability(rights: Rights, place: Place, at: datetime) -> Usability:
    """Return whether the file may be used at the place at the instant, why not, and until when that holds.

    Denying beats allowing. Where allowing leases stand, one of them must be in force for the place.
    """
    reasons = _reasons(rights, place, at)
    verdict = reasons[0].verdict if reasons else Verdict.ALLOWED
    return Usability(
        verdict=verdict,
        reasons=reasons,
        cost=cost_at(rights, at),
        until=_holds_until(rights, place, at, reasons),
        override=OVERRIDE if verdict == Verdict.REFUSED else "",
    )


def standing(rights: Rights, at: datetime) -> Standing:
    """Return how the file stands for every place of publishing; refused as a whole only when refused at each."""
    found = {place: usability(rights, place, at) for place in PUBLISHING}
    verdicts = {each.verdict for each in found.values()}
    whole = next(iter(verdicts)) if len(verdicts) == 1 else Verdict.WARNED
    return Standing(rights.asset_id, whole, found)


def cost_at(rights: Rights, at: datetime) -> Cost:
    """Return what the use costs at the instant."""
    return Cost.OVER_QUOTA if _is_over_quota(rights, at) else rights.cost


def lacks_words_only(found: Usability) -> bool:
    """Say whether nothing but missing words stops the use."""
    return bool(found.refused_codes) and all(code.startswith(LACKS) for code in found.refused_codes)


def place_names(places: tuple[Place, ...]) -> str:
    """Return places in words, separated by commas; none of them: every place."""
    return ", ".join(str(PLACE_NAMES[place]) for place in places) or _("mọi nơi")


def last_day(until_at: datetime) -> str:
    """Return the last day on which what ends at an instant still holds, as people write it."""
    return format_date(clock.local(until_at - timedelta(microseconds=1)).date())


def _reasons(rights: Rights, place: Place, at: datetime) -> tuple[RightsReason, ...]:
    found = [*_stopping(rights, place, at)]
    if place != Place.ARCHIVE:  # taking a file out to work on it publishes nothing
        found += [*_of_people(rights), *_of_origin(rights, at), *_of_words(rights, place)]
    return tuple(sorted(found, key=lambda reason: reason.verdict != Verdict.REFUSED))


def _stopping(rights: Rights, place: Place, at: datetime) -> Iterator[RightsReason]:
    if rights.is_binned:
        yield _no("binned", _("Tệp đang ở thùng rác. Hãy khôi phục rồi dùng."))
    if rights.do_not_use:
        yield _no("do_not_use", _("Không được dùng: %s") % rights.do_not_use_because)
    if rights.embargo_until and at < rights.embargo_until and place != Place.ARCHIVE:
        yield _no("embargo", _("Cấm dùng trước %s.") % _moment(rights.embargo_until))
    for lease in rights.leases:
        if not lease.allows and lease.covers(place) and lease.runs(at):
            words = {"places": place_names(lease.places), "note": f" {lease.note}".rstrip()}
            if lease.until_at:
                words["day"] = last_day(lease.until_at)
                yield _no("denied", _("Cấm dùng (%(places)s) đến hết ngày %(day)s.%(note)s") % words)
            else:
                yield _no("denied", _("Cấm dùng (%(places)s), không định ngày hết.%(note)s") % words)
            break
    yield from _not_leased(rights, place, at)


def _not_leased(rights: Rights, place: Place, at: datetime) -> Iterator[RightsReason]:
    # Only a lease that names the archive narrows who takes originals out: the others speak of publishing.
    allowing = [
        lease for lease in rights.leases if lease.allows and (place != Place.ARCHIVE or place in lease.places)
    ]
    covering = [lease for lease in allowing if lease.covers(place)]
    if not allowing or any(lease.runs(at) for lease in covering):
        return
    where = {"place": str(PLACE_NAMES[place])}
    names_place = any(lease.places for lease in covering)  # else the same sentence is true of every place
    coming = [lease.from_at for lease in covering if at < lease.from_at]
    if not covering:
        yield _no("lease_place", _("Không có phép dùng cho %(place)s.") % where)
    elif coming:
        words = where | {"day": format_date(clock.local(min(coming)).date())}
        of_all = _("Phép dùng chỉ bắt đầu từ ngày %(day)s.")
        of_place = _("Phép dùng cho %(place)s chỉ bắt đầu từ ngày %(day)s.")
        yield _no("lease_not_begun", (of_place if names_place else of_all) % words)
    else:
        words = where | {"day": last_day(max(lease.until_at for lease in covering if lease.until_at))}
        of_all = _("Phép dùng đã hết từ sau ngày %(day)s.")
        of_place = _("Phép dùng cho %(place)s đã hết từ sau ngày %(day)s.")
        yield _no("lease_ended", (of_place if names_place else of_all) % words)


def _of_people(rights: Rights) -> Iterator[RightsReason]:
    for consent in rights.consents:
        name = {"name": consent.person_name}
        if consent.withdrawn_at:
            yield _no("consent_withdrawn", _("%(name)s đã rút lại đồng ý cho dùng hình ảnh.") % name)
        elif consent.kind == "pending" and consent.is_minor:
            yield _no(
                "minor",
                _("%(name)s là trẻ em và chưa có đồng ý của cha mẹ hoặc người giám hộ.") % name,
            )
        elif consent.kind == "pending":
            yield _look("consent_pending", _("Chưa có đồng ý của %(name)s.") % name)
        elif consent.is_minor and consent.kind not in ("guardian", "not_needed"):
            yield _look(
                "minor_without_guardian",
                _("%(name)s là trẻ em: chưa ghi đồng ý của cha mẹ hoặc người giám hộ.") % name,
            )


def _of_origin(rights: Rights, at: datetime) -> Iterator[RightsReason]:
    about = {"category": rights.category, "note": rights.category_note}
    if rights.category_verdict == Verdict.REFUSED:
        yield _no("category", _("Loại “%(category)s”: %(note)s") % about)
    elif rights.category_verdict == Verdict.WARNED:
        yield _look("category", _("Loại “%(category)s”: %(note)s") % about)
    elif not rights.category and not rights.rights_note.strip() and not rights.leases:
        yield _look("unknown", _("Chưa ghi bản quyền: hãy hỏi người đưa tệp vào kho trước khi dùng."))
    if _is_over_quota(rights, at):
        words = {"supplier": rights.supplier, "quota": rights.quota_per_month}
        sentence = _("Đã hết %(quota)s lượt dùng tháng này của %(supplier)s.") % words
        yield (_no if rights.over_quota_refuses else _look)("quota", sentence)
    if rights.cost in (Cost.CONDITIONAL, Cost.PAY):
        known = _("Dùng phải trả tiền.") if rights.cost == Cost.PAY else _("Dùng có điều kiện.")
        yield _look("cost", f"{known} {rights.cost_note}".strip())


def _of_words(rights: Rights, place: Place) -> Iterator[RightsReason]:
    for lack in rights.lacks:
        if lack.place == place:
            name = str(FIELD_NAMES[lack.field])
            yield RightsReason(f"{LACKS}{lack.field}", lack.verdict, _("Chưa ghi: %s.") % name, name)


def _is_over_quota(rights: Rights, at: datetime) -> bool:
    if rights.quota_per_month is None or rights.counted_on is None or rights.is_counted:
        return False
    month = clock.local(at).date().replace(day=1)
    return month == rights.counted_on.replace(day=1) and rights.quota_used >= rights.quota_per_month


def _holds_until(
    rights: Rights, place: Place, at: datetime, reasons: tuple[RightsReason, ...]
) -> datetime | None:
    """Return the first instant after `at` at which other reasons stand."""
    edges = {edge for lease in rights.leases for edge in (lease.from_at, lease.until_at) if edge}
    if rights.embargo_until:
        edges.add(rights.embargo_until)
    if rights.counted_on:
        in_next_month = rights.counted_on.replace(day=1) + timedelta(days=32)
        edges.add(clock.end_of_day(in_next_month.replace(day=1) - timedelta(days=1)))
    codes = [reason.code for reason in reasons]
    for edge in sorted(edge for edge in edges if edge > at):
        if [reason.code for reason in _reasons(rights, place, edge)] != codes:
            return edge
    return None


def _no(code: str, sentence: str) -> RightsReason:
    return RightsReason(code, Verdict.REFUSED, sentence)


def _look(code: str, sentence: str) -> RightsReason:
    return RightsReason(code, Verdict.WARNED, sentence)


def _moment(at: datetime) -> str:
    local = clock.local(at)
    return f"{local:%H:%M} {format_date(local.date())}"
