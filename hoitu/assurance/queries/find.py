"""Who may see which draw, and the draw under a lock."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from hoitu.assurance.models import Draw, ListedRecord
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet

WHY = "a draw is seen by its body and by the agencies whose records it lists; the filter follows"


def seen_by(actor: Actor) -> ScopedQuerySet[Draw]:
    """Return the draws of the actor's organisation, and those that list its records."""
    listed = ListedRecord.objects.unscoped(why=WHY).filter(draw=OuterRef("pk"), agency_id=actor.agency)
    return Draw.objects.unscoped(why=WHY).filter(Q(agency_id=actor.agency) | Exists(listed))


def draw_of(actor: Actor, draw_id: UUID) -> Draw:
    """Return one draw that the actor may see. Raises `NotFound`."""
    row = seen_by(actor).select_related("agency", "plan").filter(pk=draw_id).first()
    if row is None:
        raise NotFound()
    return row


def own_draw(actor: Actor, draw_id: UUID) -> Draw:
    """Return one draw of the actor's own body, locked until the transaction ends. Raises `NotFound`."""
    row = Draw.objects.for_agency(actor.agency).select_for_update().filter(pk=draw_id).first()
    if row is None:
        raise NotFound()
    return row


def record_of(actor: Actor, record_id: UUID) -> ListedRecord:
    """Return one drawn record that the actor may see: of a draw of the own body, or of the own agency."""
    rows = ListedRecord.objects.unscoped(why=WHY).select_related("draw__agency", "agency")
    mine = Q(draw__agency_id=actor.agency) | Q(agency_id=actor.agency)
    row = rows.filter(mine, pk=record_id, place__isnull=False).first()
    if row is None:
        raise NotFound()
    return row
