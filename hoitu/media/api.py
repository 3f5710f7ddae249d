"""The front door of the media room."""

from hoitu.media.errors import (
    Infected,
    PictureTooLarge,
    ScannerAway,
    TakesNoWords,
    UnknownMoment,
    UnreadablePicture,
    UploadEnded,
    UploadTooLarge,
)
from hoitu.media.operations.add_picture import add_picture
from hoitu.media.operations.caption import set_captions
from hoitu.media.operations.describe import describe_asset, describe_many, note_used
from hoitu.media.operations.download import original_url
from hoitu.media.operations.embedded import TAKES_WORDS, export_url
from hoitu.media.operations.import_files import import_files, lines_of
from hoitu.media.operations.play import caption_tracks, captions_text, play, played_url
from hoitu.media.operations.upload import append, begin_upload, end_upload, upload
from hoitu.media.policies import may_download_original
from hoitu.media.queries import Wanted, as_data, asset, assets, embedded, outgoing, search_assets, uploads
from hoitu.media.signing import signed_download, signed_folder_url, signed_url

__all__ = [
    "TAKES_WORDS",
    "Infected",
    "PictureTooLarge",
    "ScannerAway",
    "TakesNoWords",
    "UnknownMoment",
    "UnreadablePicture",
    "UploadEnded",
    "UploadTooLarge",
    "Wanted",
    "add_picture",
    "append",
    "as_data",
    "asset",
    "assets",
    "begin_upload",
    "caption_tracks",
    "captions_text",
    "describe_asset",
    "describe_many",
    "embedded",
    "end_upload",
    "export_url",
    "import_files",
    "lines_of",
    "may_download_original",
    "note_used",
    "original_url",
    "outgoing",
    "play",
    "played_url",
    "search_assets",
    "set_captions",
    "signed_download",
    "signed_folder_url",
    "signed_url",
    "upload",
    "uploads",
]
