"""Hand out an original: always a download, from the readers' origin, and noted in the trail."""

from uuid import UUID

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.media.data import Place, Verdict
from hoitu.media.models import AssetRow
from hoitu.media.policies import may_download_original
from hoitu.media.queries import as_data
from hoitu.media.queries.rights import usability_of
from hoitu.media.signing import signed_download


def original_url(*, actor: Actor, asset_id: UUID) -> str:
    """Return a short-lived address of the file as it came. Raises `NotFound`, `NotAllowed`.

    What rights deny to take out is for those who may override them.
    """
    row = AssetRow.objects.for_agency(actor.agency).filter(pk=asset_id).first()
    if row is None or not row.original_key:
        raise NotFound()
    if not may_download_original(actor, as_data(row)):
        raise NotAllowed()
    found = usability_of(agency_id=actor.agency, asset_ids=[asset_id], place=Place.ARCHIVE)[asset_id]
    if found.verdict == Verdict.REFUSED and not actor.may(found.override):
        raise NotAllowed(found.sentence)
    audit.record(
        actor=actor, verb="media.download", object_key=f"asset:{row.pk}", object_label=str(row)[:200]
    )
    return signed_download(row.original_key, row.original_name or "tep")
