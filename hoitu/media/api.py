"""The front door of the media room."""

from hoitu.media.errors import (
    Infected,
    PictureTooLarge,
    ScannerAway,
    UnreadablePicture,
    UploadEnded,
    UploadTooLarge,
)
from hoitu.media.operations.add_picture import add_picture
from hoitu.media.operations.caption import set_captions
from hoitu.media.operations.describe import describe_asset, describe_many, note_used
from hoitu.media.operations.download import original_url
from hoitu.media.operations.import_files import import_files, lines_of
from hoitu.media.operations.look_for import similar_to_picture
from hoitu.media.operations.play import caption_tracks, captions_text, play, played_url
from hoitu.media.operations.recognise import left_to_reindex, reindex_some
from hoitu.media.operations.save_search import forget_search, save_search
from hoitu.media.operations.upload import append, begin_upload, end_upload, upload
from hoitu.media.policies import may_download_original
from hoitu.media.queries import (
    COUNTED_MOST,
    FACETS,
    Counts,
    CuesFound,
    Facet,
    Wanted,
    as_data,
    asset,
    assets,
    best_assets,
    count_assets,
    outgoing,
    search_assets,
    search_cues,
    similar_assets,
    similar_to_look,
    uploads,
)
from hoitu.media.signing import signed_download, signed_folder_url, signed_url

__all__ = [
    "COUNTED_MOST",
    "FACETS",
    "Counts",
    "CuesFound",
    "Facet",
    "Infected",
    "PictureTooLarge",
    "ScannerAway",
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
    "best_assets",
    "caption_tracks",
    "captions_text",
    "count_assets",
    "describe_asset",
    "describe_many",
    "end_upload",
    "forget_search",
    "import_files",
    "left_to_reindex",
    "lines_of",
    "may_download_original",
    "note_used",
    "original_url",
    "outgoing",
    "play",
    "played_url",
    "reindex_some",
    "save_search",
    "search_assets",
    "search_cues",
    "set_captions",
    "signed_download",
    "signed_folder_url",
    "signed_url",
    "similar_assets",
    "similar_to_look",
    "similar_to_picture",
    "upload",
    "uploads",
]
