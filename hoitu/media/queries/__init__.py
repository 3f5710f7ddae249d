"""What screens and neighbours read from the archive."""

from hoitu.media.queries.assets import as_data, asset, assets, embedded
from hoitu.media.queries.cues import CuesFound, search_cues
from hoitu.media.queries.editing import hidden_files, picture_edits
from hoitu.media.queries.marks import FACETS, Facet
from hoitu.media.queries.outgoing import outgoing
from hoitu.media.queries.search import (
    COUNTED_MOST,
    Counts,
    Wanted,
    best_assets,
    count_assets,
    search_assets,
)
from hoitu.media.queries.similar import similar_assets, similar_to_look
from hoitu.media.queries.uploads import upload_data, uploads

__all__ = [
    "COUNTED_MOST",
    "FACETS",
    "Counts",
    "CuesFound",
    "Facet",
    "Wanted",
    "as_data",
    "asset",
    "assets",
    "best_assets",
    "count_assets",
    "embedded",
    "hidden_files",
    "outgoing",
    "picture_edits",
    "search_assets",
    "search_cues",
    "similar_assets",
    "similar_to_look",
    "upload_data",
    "uploads",
]
