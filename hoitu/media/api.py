"""The front door of the media room."""

from hoitu.media.adapters.embedded.fields import TAKES_WORDS
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
from hoitu.media.operations.bin import put_in_bin, restore
from hoitu.media.operations.caption import set_captions
from hoitu.media.operations.describe import describe_asset, describe_many, note_used
from hoitu.media.operations.download import original_url
from hoitu.media.operations.embedded import export_url
from hoitu.media.operations.fixity import is_away, verify_all, verify_some
from hoitu.media.operations.hold import hold, lift_hold
from hoitu.media.operations.import_files import import_files, lines_of
from hoitu.media.operations.look_for import similar_to_picture
from hoitu.media.operations.play import caption_tracks, captions_text, play, played_url
from hoitu.media.operations.purge import ask_purge, confirm_purge, drop_purge, let_go
from hoitu.media.operations.recognise import left_to_reindex, reindex_some
from hoitu.media.operations.retention import (
    keep_on,
    propose_ended,
    retention_classes,
    save_retention_class,
    set_retention,
)
from hoitu.media.operations.rights import (
    NewLease,
    add_consent,
    add_lease,
    places_from,
    remove_lease,
    replace_leases,
    set_rights,
    set_rights_by_name,
    set_rights_of_many,
    withdraw_consent,
)
from hoitu.media.operations.rights_lists import save_category, save_supplier, usage_categories
from hoitu.media.operations.save_search import forget_search, save_search
from hoitu.media.operations.upload import append, begin_upload, end_upload, upload
from hoitu.media.operations.uses import note_uses, override_rights
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
    embedded,
    outgoing,
    search_assets,
    search_cues,
    similar_assets,
    similar_to_look,
    uploads,
)
from hoitu.media.queries.fixity import Fixity, findings, fixity
from hoitu.media.queries.life import bin_rows, ended_retention, life_of, retention_of, tombstones
from hoitu.media.queries.rights import (
    ended_in_use,
    ending_rights,
    files_for_release,
    rights_of,
    standings,
    suppliers_of,
    usability_of,
    uses_in_month,
    uses_of,
)
from hoitu.media.signing import signed_download, signed_folder_url, signed_url
from hoitu.media.usability import place_names

__all__ = [
    "COUNTED_MOST",
    "FACETS",
    "TAKES_WORDS",
    "Counts",
    "CuesFound",
    "Facet",
    "Fixity",
    "Infected",
    "NewLease",
    "PictureTooLarge",
    "ScannerAway",
    "TakesNoWords",
    "UnknownMoment",
    "UnreadablePicture",
    "UploadEnded",
    "UploadTooLarge",
    "Wanted",
    "add_consent",
    "add_lease",
    "add_picture",
    "append",
    "as_data",
    "ask_purge",
    "asset",
    "assets",
    "begin_upload",
    "best_assets",
    "bin_rows",
    "caption_tracks",
    "captions_text",
    "confirm_purge",
    "count_assets",
    "describe_asset",
    "describe_many",
    "drop_purge",
    "embedded",
    "end_upload",
    "ended_in_use",
    "ended_retention",
    "ending_rights",
    "export_url",
    "files_for_release",
    "findings",
    "fixity",
    "forget_search",
    "hold",
    "import_files",
    "is_away",
    "keep_on",
    "left_to_reindex",
    "let_go",
    "life_of",
    "lift_hold",
    "lines_of",
    "may_download_original",
    "note_used",
    "note_uses",
    "original_url",
    "outgoing",
    "override_rights",
    "place_names",
    "places_from",
    "play",
    "played_url",
    "propose_ended",
    "put_in_bin",
    "reindex_some",
    "remove_lease",
    "replace_leases",
    "restore",
    "retention_classes",
    "retention_of",
    "rights_of",
    "save_category",
    "save_retention_class",
    "save_search",
    "save_supplier",
    "search_assets",
    "search_cues",
    "set_captions",
    "set_retention",
    "set_rights",
    "set_rights_by_name",
    "set_rights_of_many",
    "signed_download",
    "signed_folder_url",
    "signed_url",
    "similar_assets",
    "similar_to_look",
    "similar_to_picture",
    "standings",
    "suppliers_of",
    "tombstones",
    "upload",
    "uploads",
    "usability_of",
    "usage_categories",
    "uses_in_month",
    "uses_of",
    "verify_all",
    "verify_some",
    "withdraw_consent",
]
