"""What screens and neighbours read from the archive."""

from hoitu.media.queries.assets import as_data, asset, assets, embedded
from hoitu.media.queries.changes import (
    batch,
    batches_of,
    changes_of_batch,
    edits_of,
    history,
    templates,
)
from hoitu.media.queries.collections import collection, collections, collections_with, files_in
from hoitu.media.queries.cues import CuesFound, search_cues
from hoitu.media.queries.editing import hidden_files, picture_edits
from hoitu.media.queries.marks import FACETS, Facet
from hoitu.media.queries.outgoing import outgoing
from hoitu.media.queries.required import REQUIRABLE, required_fields
from hoitu.media.queries.search import (
    COUNTED_MOST,
    Counts,
    Order,
    Wanted,
    count_assets,
    first_page,
    search_assets,
    usable_assets,
)
from hoitu.media.queries.similar import similar_assets, similar_to_look
from hoitu.media.queries.uploads import upload_data, uploads

__all__ = [
    "COUNTED_MOST",
    "FACETS",
    "REQUIRABLE",
    "Counts",
    "CuesFound",
    "Facet",
    "Order",
    "Wanted",
    "as_data",
    "asset",
    "assets",
    "batch",
    "batches_of",
    "changes_of_batch",
    "collection",
    "collections",
    "collections_with",
    "count_assets",
    "edits_of",
    "embedded",
    "files_in",
    "first_page",
    "hidden_files",
    "history",
    "outgoing",
    "picture_edits",
    "required_fields",
    "search_assets",
    "search_cues",
    "similar_assets",
    "similar_to_look",
    "templates",
    "upload_data",
    "uploads",
    "usable_assets",
]
