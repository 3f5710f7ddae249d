"""The front door of the media room."""

from hoitu.media.adapters.pictures import PictureTooLarge, UnreadablePicture
from hoitu.media.operations.add_picture import add_picture
from hoitu.media.operations.caption import set_captions
from hoitu.media.operations.describe import describe_asset
from hoitu.media.operations.play import caption_tracks, captions_text, play, played_url
from hoitu.media.queries import as_data, asset, assets, lasting_assets, search_assets
from hoitu.media.signing import signed_url

__all__ = [
    "PictureTooLarge",
    "UnreadablePicture",
    "add_picture",
    "as_data",
    "asset",
    "assets",
    "caption_tracks",
    "captions_text",
    "describe_asset",
    "lasting_assets",
    "play",
    "played_url",
    "search_assets",
    "set_captions",
    "signed_url",
]
