"""Who may have what of the archive, as pure predicates."""

from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.media.data import Asset


def may_download_original(actor: Actor, asset: Asset) -> bool:
    """Say whether somebody may have the file as it came: it can hold a place or a name that readers must not see."""
    if asset.state != "ready":
        return False
    return actor.may("media.edit") or (asset.kind == "document" and actor.may("media.read"))


def may_describe(actor: Actor, added_by_id: UUID | None) -> bool:
    """Say whether somebody may say what a file shows: whoever edits the archive, and who put the file in."""
    is_own = added_by_id is not None and added_by_id == actor.person_id
    return actor.may("media.edit") or (is_own and actor.may("media.add"))


def may_see_collection(actor: Actor, *, owner_id: UUID, is_shared: bool) -> bool:
    """Say whether somebody of the agency sees a collection: one's own, or one that is shared."""
    return actor.may("media.read") and (is_shared or actor.person_id == owner_id)


def may_change_collection(actor: Actor, *, owner_id: UUID, is_shared: bool) -> bool:
    """Say whether somebody may change a collection: its owner; a shared one also whoever edits the archive."""
    return actor.may("media.read") and (
        actor.person_id == owner_id or (is_shared and actor.may("media.edit"))
    )
