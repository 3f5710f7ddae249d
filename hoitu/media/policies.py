"""Who may have what of the archive, as pure predicates."""

from hoitu.kernel.actor import Actor
from hoitu.media.data import Asset


def may_download_original(actor: Actor, asset: Asset) -> bool:
    """Say whether somebody may have the file as it came: it can hold a place or a name that readers must not see."""
    if asset.state != "ready":
        return False
    return actor.may("media.edit") or (asset.kind == "document" and actor.may("media.read"))
