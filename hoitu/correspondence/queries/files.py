"""Which files somebody may fetch: those of what they may read."""

from uuid import UUID

from hoitu.correspondence.models import Attachment, Circular
from hoitu.correspondence.queries.circulars import readable_circular
from hoitu.correspondence.queries.library import readable_guide
from hoitu.correspondence.queries.press import readable_request, readable_statement
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound

WHY = "a file is fetched by whoever may read what it hangs on"


def readable_file(actor: Actor, file_id: UUID) -> Attachment:
    """Return a file that hangs on something which the actor may read. Raises `NotFound`."""
    file = Attachment.objects.unscoped(why=WHY).filter(pk=file_id).first()
    if file is None:
        raise NotFound()
    if file.agency_id == actor.agency and actor.may("correspondence.read"):
        return file
    for may_read in (_by_circular, _by_answer, _by_guide, _by_press):
        try:
            if may_read(actor, file):
                return file
        except NotFound:
            continue
    raise NotFound()


def _by_circular(actor: Actor, file: Attachment) -> bool:
    if not actor.may("correspondence.read"):
        return False
    rows = Circular.objects.unscoped(why=WHY).filter(files=file).exclude(state=Circular.State.DRAFT)
    return any(readable_circular(actor, row.pk) for row in rows)


def _by_answer(actor: Actor, file: Attachment) -> bool:
    """The sender of a circular fetches what recipients answered with."""
    return actor.may("correspondence.read") and file.receipts.filter(agency_id=actor.agency).exists()


def _by_guide(actor: Actor, file: Attachment) -> bool:
    if not actor.may("correspondence.read"):
        return False
    return any(readable_guide(actor, version.guide_id) for version in file.guide_versions.all())


def _by_press(actor: Actor, file: Attachment) -> bool:
    requests = [readable_request(actor, row.pk) for row in file.press_requests.all()]
    return bool(requests) or any(readable_statement(actor, row.pk) for row in file.statements.all())
