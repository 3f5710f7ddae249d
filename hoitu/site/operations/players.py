"""The videos and recordings of a story, with files of their own for the parts that it shows."""

from uuid import UUID

from hoitu.media import api as media
from hoitu.media.data import Played
from hoitu.site.rendering.players import key_of, nodes_played
from hoitu.stories.data import ReleasedStory


def playing(story: ReleasedStory, *, in_parts: bool = True) -> dict[str, Played]:
    """Return what plays in a story, by `key_of` its node. Without `in_parts` each plays from the whole file."""
    found: dict[str, Played] = {}
    for node in nodes_played(story.body):
        asset = story.assets.get(UUID(str(node.attr("asset"))))
        if asset is None or asset.kind not in ("video", "audio"):
            continue
        times = {"start_ms": node.attr("startMs"), "end_ms": node.attr("endMs")} if in_parts else {}
        played = media.play(asset=asset, **times)
        if played is not None:
            found[key_of(node)] = played
    return found
