"""Press releases and statements: written by the desk, published by a spokesperson, withdrawn with a reason."""

from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.correspondence.data import Audience, NobodyAddressed, WrongStep
from hoitu.correspondence.models import Statement
from hoitu.correspondence.operations.files import keep
from hoitu.correspondence.operations.tell import arrived, noted
from hoitu.correspondence.queries.press import press_readers, require_spokesperson, spokespeople
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc

DESK = "correspondence.press"
NOBODY = Audience()


@transaction.atomic
def write_statement(
    *,
    actor: Actor,
    title: str,
    body: str,
    kind: str = Statement.Kind.RELEASE,
    audience: Audience = NOBODY,
    statement_id: UUID | None = None,
    file: BinaryIO | None = None,
    file_name: str = "",
) -> UUID:
    """Store a draft; return its id. Raises `BadInput`, `FileRefused`, `NotFound`, `WrongStep`."""
    actor.require(DESK)
    if not (title.strip() and body.strip()) or kind not in Statement.Kind.values:
        raise BadInput(_("Hãy ghi tiêu đề và nội dung."))
    if statement_id:
        row = _own(actor, statement_id, Statement.State.DRAFT)
    else:
        row = Statement(agency_id=actor.agency, written_at=clock.now(), written_by_name=actor.name)
    row.title, row.body, row.kind = nfc(title.strip()), nfc(body.strip()), kind
    row.audience = audience.plain()
    row.save()
    if file is not None:
        row.files.add(keep(actor, file, file_name))
    for one in spokespeople(actor.agency):
        arrived(
            "statement_drafted", row, actor.agency, by_name=actor.name, person_ids=[one.person_id],
            once=clock.now().isoformat(),
        )  # fmt: skip
    noted(actor, "write_statement", row)
    return row.pk


@transaction.atomic
def publish_statement(*, actor: Actor, statement_id: UUID) -> int:
    """Publish a draft to the press agencies in its audience; only a named spokesperson does. Return how many.

    Raises `NobodyAddressed`, `NotTheSpokesperson`, `NotFound`, `WrongStep`.
    """
    actor.require(DESK)
    row = _own(actor, statement_id, Statement.State.DRAFT)
    require_spokesperson(actor)
    readers = press_readers(actor.agency, Audience.from_plain(row.audience), on=clock.today())
    if not readers:
        raise NobodyAddressed()
    row.state, row.published_at, row.approved_by_name = Statement.State.PUBLISHED, clock.now(), actor.name
    row.save()
    for one in readers:
        arrived("statement_published", row, one.id, by_name=row.agency.name, permission="correspondence.ask")
    noted(actor, "publish_statement", row)
    return len(readers)


@transaction.atomic
def withdraw_statement(*, actor: Actor, statement_id: UUID, reason: str) -> None:
    """Take a published statement back; its address says so and why. Raises `BadInput`, `NotTheSpokesperson`."""
    actor.require(DESK)
    row = _own(actor, statement_id, Statement.State.PUBLISHED)
    require_spokesperson(actor)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do rút; các cơ quan báo chí sẽ đọc lý do này."))
    row.state, row.withdrawn_at, row.withdraw_reason = (
        Statement.State.WITHDRAWN, clock.now(), reason.strip(),
    )  # fmt: skip
    row.save()
    for one in press_readers(actor.agency, Audience.from_plain(row.audience), on=clock.today()):
        arrived(
            "statement_withdrawn", row, one.id, by_name=row.agency.name,
            permission="correspondence.ask", note=reason,
        )  # fmt: skip
    noted(actor, "withdraw_statement", row, note=reason.strip())


def _own(actor: Actor, statement_id: UUID, state: str) -> Statement:
    rows = Statement.objects.for_agency(actor.agency).select_for_update(of=("self",)).select_related("agency")
    row = rows.filter(pk=statement_id).first()
    if row is None:
        raise NotFound()
    if row.state != state:
        raise WrongStep()
    return row
