"""What screens and neighbours read from the archive."""

from hoitu.media.queries.assets import as_data, asset, assets, embedded
from hoitu.media.queries.outgoing import outgoing
from hoitu.media.queries.search import Wanted, search_assets
from hoitu.media.queries.uploads import upload_data, uploads

__all__ = [
    "Wanted",
    "as_data",
    "asset",
    "assets",
    "embedded",
    "outgoing",
    "search_assets",
    "upload_data",
    "uploads",
]
