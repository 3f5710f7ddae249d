"""The files of the archive that a story shows as it stands, and what rights say of them."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.media import api as media
from hoitu.media.data import Asset, Standing
from hoitu.stories.content import body_of
from hoitu.stories.document import validity
from hoitu.stories.document.said import said_of
from hoitu.stories.models import Story


@dataclass(frozen=True)
class StandingFile:
    """A file of a story with how it stands for every place of publishing."""

    asset: Asset
    standing: Standing

    @property
    def name(self) -> str:
        return self.asset.caption or self.asset.original_name

    @property
    def where(self) -> str:
        """Return the places at which it may not be used, in words; "" when that is none."""
        return media.place_names(self.standing.refused_places) if self.standing.refused_places else ""


def standing_files(story: Story) -> list[StandingFile]:
    """Return the story's files in the order of the text, its lead picture first."""
    ids: dict[UUID, None] = dict.fromkeys([story.lead_asset_id] if story.lead_asset_id else [])
    body = body_of(story)
    ids |= dict.fromkeys(validity.assets_of(body))
    assets = media.assets(agency_id=story.agency_id, asset_ids=ids)
    found = media.standings(agency_id=story.agency_id, asset_ids=ids, said=said_of(body))
    return [StandingFile(assets[one], found[one]) for one in ids if one in assets]
