"""How a picture, film or sound came to be, in words: IPTC Digital Source Type NewsCodes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "digitalCapture": _("Chụp, ghi bằng máy số"),
    "computationalCapture": _("Máy ghép từ nhiều lần chụp"),
    "negativeFilm": _("Quét từ phim âm bản"),
    "positiveFilm": _("Quét từ phim dương bản"),
    "print": _("Quét từ bản in"),
    "humanEdits": _("Người đã chỉnh sửa nhiều"),
    "minorHumanEdits": _("Người chỉnh sửa nhẹ"),
    "compositeCapture": _("Ghép từ nhiều ảnh chụp"),
    "algorithmicallyEnhanced": _("Máy đã cải thiện"),
    "dataDrivenMedia": _("Vẽ từ dữ liệu"),
    "digitalCreation": _("Người tạo bằng phần mềm"),
    "digitalArt": _("Người vẽ bằng phần mềm"),
    "softwareImage": _("Tạo bằng phần mềm"),
    "virtualRecording": _("Ghi từ môi trường ảo"),
    "screenCapture": _("Chụp màn hình"),
    "composite": _("Ghép từ nhiều nguồn"),
    "algorithmicMedia": _("Thuật toán tạo ra, không học từ dữ liệu"),
    "trainedAlgorithmicMedia": _("AI tạo ra"),
    "compositeWithTrainedAlgorithmicMedia": _("Có phần do AI tạo ra"),
    "compositeSynthetic": _("Ghép, có phần do máy tạo"),
}
# NĐ 237/2026 Art. 24 asks for a label where such a file may mislead; whether it may, the editor decides.
BY_MACHINE = frozenset(
    ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic")
)


def name_of(address: str) -> str:
    """Return a source type in words; one that the list does not have is shown by its own last part."""
    code = address.rpartition("/")[2]
    return str(WORDS.get(code, code))


def is_by_machine(address: str) -> bool:
    """Say whether a trained model made at least a part."""
    return address.rpartition("/")[2] in BY_MACHINE
