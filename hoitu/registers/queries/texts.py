"""What organisations would change in legal texts, as rooms above read it."""

from hoitu.kernel.actor import Actor
from hoitu.registers.books import BOOKS
from hoitu.registers.data import TextProposal
from hoitu.registers.models import LegalText

BOOK = "van-ban-phap-luat"


def text_proposals(*, actor: Actor) -> list[TextProposal]:
    """Return the kept legal texts of the actor's organisation in which it proposes a change, in their order.

    Who may not read the register is given none.
    """
    if not BOOKS[BOOK].may_read(actor):
        return []
    rows = LegalText.objects.for_agency(actor.agency).filter(archived_at=None).exclude(proposal="")
    return [TextProposal(row.pk, row.number, row.title, row.proposal) for row in rows]
