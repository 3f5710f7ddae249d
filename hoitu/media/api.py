"""The front door of the media room."""

from hoitu.media.adapters.pictures import PictureTooLarge, UnreadablePicture
from hoitu.media.operations.add_picture import add_picture
from hoitu.media.operations.describe import describe_asset
from hoitu.media.operations.play import play
from hoitu.media.queries import as_data, asset, assets, search_assets
from hoitu.media.signing import signed_url

__all__ = [
    "PictureTooLarge",
    "UnreadablePicture",
    "add_picture",
    "as_data",
    "asset",
    "assets",
    "describe_asset",
    "play",
    "search_assets",
    "signed_url",
]
