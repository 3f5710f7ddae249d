"""Keep a search of the archive under a name, or let go of it."""

from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.media.models import SavedSearch

LONGEST_NAME, LONGEST_QUERY = 60, 500
NOT_KEPT = ("after", "name", "csrfmiddlewaretoken")


def save_search(*, actor: Actor, name: str, query: str, is_shared: bool) -> SavedSearch:
    """Keep the filters of an address (`q=cau&colour=red`) under a name; the same name again replaces them.

    Raises `BadInput`, `NotAllowed`.
    """
    actor.require("media.read")
    name = " ".join(nfc(name).replace("\0", "").split())
    asked = QueryDict(query.replace("\0", ""), mutable=True)
    for key in [key for key in asked if key in NOT_KEPT or not any(asked.getlist(key))]:
        del asked[key]
    kept = asked.urlencode()
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(_("Hãy đặt tên cho phép tìm, không quá 60 ký tự."))
    if not kept:
        raise BadInput(_("Chưa có gì để lưu. Hãy gõ từ cần tìm hoặc chọn một bộ lọc trước."))
    if len(kept) > LONGEST_QUERY:
        raise BadInput(_("Phép tìm dài quá. Hãy bớt từ hoặc bớt bộ lọc."))
    row, _created = SavedSearch.objects.for_agency(actor.agency).update_or_create(
        agency_id=actor.agency,
        person_id=actor.person,
        name=name,
        defaults={"query": kept, "is_shared": is_shared, "made_at": clock.now()},
    )
    audit.record(actor=actor, verb="media.save_search", object_key=f"search:{row.pk}", object_label=name)
    return row


def forget_search(*, actor: Actor, search_id: UUID) -> None:
    """Let go of one's own search. Raises `NotFound`, `NotAllowed`."""
    actor.require("media.read")
    row = SavedSearch.objects.for_agency(actor.agency).filter(pk=search_id, person_id=actor.person).first()
    if row is None:
        raise NotFound()
    row.delete()
    audit.record(
        actor=actor, verb="media.forget_search", object_key=f"search:{search_id}", object_label=row.name
    )
