"""Words and records of the outlook room."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HORIZON_YEAR = 2030  # with which the strategy ends


class EmbedKind(StrEnum):
    """What an embed shows."""

    FIGURE = "figure"
    MAP = "map"


KIND_WORDS: dict[str, str | Promise] = {
    EmbedKind.FIGURE: _("Một chỉ tiêu: số đạt, mức cần đạt"),
    EmbedKind.MAP: _("Bản đồ ô theo tỉnh, thành phố"),
}
