"""Announce a draw: freeze the list, commit to a seed, say on which public value the draw will rest."""

import secrets
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.assurance.data import AnnouncementInput, Shown
from hoitu.assurance.errors import ListTooLong, NothingToDraw
from hoitu.assurance.events import DrawMoved
from hoitu.assurance.models import Draw, ListedRecord
from hoitu.assurance.policies import drawing
from hoitu.assurance.sealing import seal
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce as tell
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import nfc
from hoitu.strategy import api as strategy
from hoitu.strategy.api import Countable, Line

LIST_MAX = 20_000
K_MAX = 200
READ_AT_ONCE = 1000


def announce_draw(*, actor: Actor, values: AnnouncementInput) -> UUID:
    """Freeze the records behind a number and commit to a seed; return the draw's id.

    Raises `BadInput`, `NotFound`, `NothingToDraw`, `ListTooLong`, `NotAllowed`.
    """
    actor.require("assurance.draw")
    _check(values)
    number = next(
        (one for one in strategy.countable(reader=actor.agency) if one.measure_id == values.measure_id), None
    )
    if number is None:
        raise NotFound()
    agencies = _agencies(actor, values)
    listed = [(agency, shown) for agency in agencies for shown in _records(values, agency)]
    if not listed:
        raise NothingToDraw()
    with transaction.atomic():
        row = _draw(actor, values, number, agencies, listed)
        _keep(row, listed)
        _say(actor, row, agencies)
    return row.pk


def _check(values: AnnouncementInput) -> None:
    today = clock.today()
    if not 1 <= values.k <= K_MAX:
        raise BadInput(_("Số bản ghi rút phải từ 1 đến %(most)d.") % {"most": K_MAX})
    if values.until > today:
        raise BadInput(_("Danh sách chỉ chốt được đến hết hôm nay, không chốt được ngày chưa tới."))
    if values.draw_on <= today:
        raise BadInput(_("Ngày rút phải sau hôm nay: giá trị công khai không được có sẵn lúc công bố."))
    if values.proof_due < values.draw_on:
        raise BadInput(_("Hạn nộp minh chứng phải từ ngày rút trở đi."))
    if not values.public_source.strip():
        raise BadInput(_("Hãy ghi sẽ dùng giá trị công khai nào và tra ở đâu."))


def _agencies(actor: Actor, values: AnnouncementInput) -> list[Organisation]:
    may = strategy.open_to(actor)
    wanted = may & set(values.agency_ids) if values.agency_ids else may
    if set(values.agency_ids) - may:
        raise NotFound()
    return strategy.counted_of(measure_id=values.measure_id, on=values.until, among=wanted)


def _records(values: AnnouncementInput, agency: Organisation) -> Iterator[Shown]:
    lines = strategy.counted(measure_id=values.measure_id, agency_id=agency.id, until=values.until)
    if len(lines) > LIST_MAX:
        raise ListTooLong(
            _("Danh sách dài hơn %(most)d bản ghi. Hãy rút riêng từng cơ quan hoặc chọn kỳ ngắn hơn.")
            % {"most": LIST_MAX}
        )
    for start in range(0, len(lines), READ_AT_ONCE):
        yield from (_shown(agency, line) for line in lines[start : start + READ_AT_ONCE])


def _shown(agency: Organisation, line: Line) -> Shown:
    return Shown(
        agency=nfc(agency.name),
        title=nfc(line.title),
        at=line.at.isoformat() if line.at else "",
        where=nfc(line.where),
        url=nfc(line.url),
        salt=secrets.token_hex(16),
    )


def _draw(
    actor: Actor,
    values: AnnouncementInput,
    number: Countable,
    agencies: Iterable[Organisation],
    listed: list[tuple[Organisation, Shown]],
) -> Draw:
    if len(listed) > LIST_MAX:
        raise ListTooLong(
            _("Danh sách dài %(n)d bản ghi; một lượt rút chỉ nhận %(most)d. Hãy rút riêng từng cơ quan.")
            % {"n": len(listed), "most": LIST_MAX}
        )
    draw_id, seed, now = new_id(), secrets.token_hex(32), clock.now()
    due = clock.end_of_day(values.proof_due)
    body = accounts.organisation(organisation_id=actor.agency)
    public_source = nfc(values.public_source.strip())[:1000]
    announcement = {
        "id": str(draw_id),
        "body": nfc(body.name),
        "plan": nfc(number.plan),
        "target": nfc(number.words),
        "indicator": number.indicator,
        "counts": nfc(number.counts),
        "until": values.until.isoformat(),
        "agencies": [nfc(one.name) for one in agencies],
        "k": values.k,
        "records": len(listed),
        "list_sha256": drawing.list_digest(drawing.fingerprint(shown.plain()) for _agency, shown in listed),
        "commitment": drawing.commitment(draw_id=str(draw_id), seed=seed),
        "draw_on": values.draw_on.isoformat(),
        "proof_due_before": due.isoformat(),
        "public_source": public_source,
        "announced_at": now.isoformat(),
    }
    return Draw.objects.create(
        pk=draw_id,
        agency_id=actor.agency,
        plan_id=number.plan_id,
        target_key=number.target,
        indicator=number.indicator,
        until_date=values.until,
        k=values.k,
        draw_on=values.draw_on,
        proof_due_at=due,
        public_source=public_source,
        announcement=announcement,
        announcement_sha256=drawing.digest(drawing.canonical(announcement)),
        sealed_seed=seal(seed),
        announced_at=now,
        announced_by_id=actor.person_id,
        announced_by_name=actor.name,
    )


def _keep(row: Draw, listed: Iterable[tuple[Organisation, Shown]]) -> None:
    ListedRecord.objects.bulk_create(
        (
            ListedRecord(
                agency_id=agency.id,
                draw=row,
                fingerprint=drawing.fingerprint(shown.plain()),
                salt=shown.salt,
                agency_name=shown.agency,
                title=shown.title,
                at=shown.at,
                where=shown.where,
                url=shown.url,
            )
            for agency, shown in listed
        ),
        batch_size=READ_AT_ONCE,
    )


def _say(actor: Actor, row: Draw, agencies: Iterable[Organisation]) -> None:
    said = row.announcement
    audit.record(
        actor=actor,
        verb="assurance.announce",
        object_key=row.key,
        object_label=str(row),
        changes={
            "announcement": ("", row.announcement_sha256),
            "list": ("", said["list_sha256"]),
            "commitment": ("", said["commitment"]),
        },
    )
    moved(row, "announced", actor=actor, agencies=[one.id for one in agencies])


def moved(row: Draw, step: str, *, actor: Actor, agencies: Iterable[UUID]) -> None:
    """Announce a step of a draw to whoever must know."""
    tell(
        DrawMoved(
            subject=row.key,
            agency_id=row.agency_id,
            draw_id=row.pk,
            step=step,
            title=str(row),
            body=row.announcement["body"],
            fingerprint=row.announcement_sha256,
            agencies=[str(one) for one in agencies],
            by_id=actor.person_id,
        )
    )
