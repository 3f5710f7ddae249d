"""What the archive refuses, and the sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput, NotFound, Refused


class UnreadablePicture(BadInput):
    """Raised when the bytes are not a picture that can be shown."""

    default_sentence = _(
        "Tệp này không phải ảnh đọc được. Hãy dùng ảnh JPEG, PNG, WebP, GIF, AVIF, HEIC, TIFF hoặc RAW chưa bị hỏng."
    )


class PictureTooLarge(BadInput):
    """Raised before decoding when the file or its pixel count is over the limit."""

    default_sentence = _("Ảnh quá lớn: tối đa 60 MB và 120 triệu điểm ảnh. Hãy thu nhỏ ảnh rồi tải lại.")


class HugePicture(BadInput):
    """Raised before decoding when even the archive's own limit of pixels is passed."""

    default_sentence = _("Ảnh quá lớn: tối đa 600 triệu điểm ảnh. Hãy thu nhỏ ảnh rồi tải lại.")


class UnreadableDocument(BadInput):
    """Raised when the bytes are not a document of a kind that the archive keeps."""

    default_sentence = _(
        "Tài liệu này không mở được hoặc bị khóa. Hãy mở thử trên máy, lưu lại không đặt mật khẩu rồi tải lên."
    )


class UnknownKind(BadInput):
    """Raised when the content is of no kind that the archive takes, whatever the name says."""

    default_sentence = _(
        "Kho không nhận loại tệp này. Hãy dùng ảnh, video, âm thanh, PDF, Word, Excel, PowerPoint hoặc tệp chữ."
    )


class EmptyFile(BadInput):
    """Raised when a file has no bytes."""

    default_sentence = _("Tệp rỗng. Có thể việc chép từ máy ảnh chưa xong; hãy chép lại rồi tải lên.")


class TookTooMuch(BadInput):
    """Raised when reading a file passed its limit of time or memory: a bomb, or broken in an ugly way."""

    default_sentence = _(
        "Tệp này tốn quá nhiều bộ nhớ hoặc thời gian để đọc nên bị dừng. Hãy mở thử trên máy, lưu lại rồi tải lên."
    )


class Infected(BadInput):
    """Raised when the virus scanner found something."""

    default_sentence = _("Trình quét phát hiện mã độc trong tệp nên tệp đã bị xóa. Hãy quét máy gửi tệp này.")


class ScannerAway(Refused):
    """Raised when the virus scanner that the operator configured does not answer."""

    status = 503
    default_sentence = _("Trình quét mã độc chưa trả lời nên chưa nhận được tệp. Hãy thử lại sau ít phút.")


class UploadTooLarge(BadInput):
    """Raised when a file is larger than the archive takes."""

    status = 413
    default_sentence = _("Tệp lớn hơn mức kho nhận. Hãy cắt ngắn hoặc nén lại rồi tải lên.")


class NoRoom(Refused):
    """Raised when the disk could not hold the file."""

    status = 507
    default_sentence = _("Máy chủ sắp hết chỗ nên chưa nhận được tệp này. Hãy báo quản trị viên.")


class TooManyUploads(Refused):
    """Raised when a person began many uploads and ended none."""

    status = 429
    default_sentence = _("Bạn có quá nhiều tệp đang tải dở. Hãy chờ các tệp đó xong hoặc bỏ bớt.")


class WrongOffset(Refused):
    """Raised when a piece does not begin where the file ends."""

    default_sentence = _("Phần gửi lên không nối tiếp phần đã nhận. Hãy tải tiếp từ chỗ máy chủ đã nhận.")


class UploadBusy(Refused):
    """Raised while another piece of the same file is being written."""

    status = 423
    default_sentence = _("Tệp này đang được nhận ở một kết nối khác. Hãy thử lại sau giây lát.")


class UploadEnded(NotFound):
    """Raised when an upload waited too long and its bytes are gone."""

    status = 410
    default_sentence = _("Lượt tải này đã hết hạn. Hãy tải lại tệp từ đầu.")


class WrongChecksum(Refused):
    """Raised when a piece arrived changed; nothing of it was kept."""

    status = 460
    default_sentence = _("Phần vừa nhận bị sai lệch trên đường truyền. Trình tải sẽ gửi lại phần này.")


class TakesNoWords(BadInput):
    """Raised when a format has no place for captions and credits, or the file's own are broken."""

    default_sentence = _(
        "Không ghi được thông tin vào tệp này (chỉ JPEG, TIFF, PNG, WebP, MP3, M4A, FLAC, OGG và MP4 không quá 2 GB)."
        " Hãy tải tệp gốc."
    )


class UnknownMoment(BadInput):
    """Raised when the moment at which a picture was taken cannot be understood."""

    default_sentence = _("Thời điểm chụp chưa đúng. Hãy nhập ngày và giờ, ví dụ 20/11/2026 08:30.")


class UnreadableRecipe(BadInput):
    """Raised when the edits of a picture are not of the known form or outside their limits."""

    default_sentence = _(
        "Số chỉnh ảnh chưa đúng: nghiêng từ −15 đến 15 độ, màu từ −30 đến 30, khung cắt và vùng che nằm trong ảnh."
    )


class MovingPicture(BadInput):
    """Raised when somebody edits a picture that moves."""

    default_sentence = _("Ảnh động chưa sửa được ở đây. Hãy tải một ảnh đứng yên lên rồi sửa ảnh đó.")


class NotEditable(BadInput):
    """Raised when a file is no picture, or is not ready."""

    default_sentence = _("Chỉ sửa được ảnh đã xử lý xong.")


class Held(Refused):
    """Raised when somebody ordered that the file stays as it is; the sentence names who and why."""


class StillShown(Refused):
    """Raised when readers still see the file; the sentence names where."""


class InBin(Refused):
    """Raised when the same bytes lie in the bin: they come back by being restored, not by arriving again."""

    default_sentence = _("Tệp này đang ở thùng rác của kho. Hãy khôi phục ở đó (Kho tư liệu, Thùng rác).")


class NeedsAnother(Refused):
    """Raised when one person would purge alone."""

    status = 403
    default_sentence = _(
        "Xóa hẳn cần hai người: một người đề nghị, một người khác xác nhận. Hãy nhờ người khác xác nhận."
    )


class StoreAway(Refused):
    """Raised when the store's disk is not there."""

    status = 503
    default_sentence = _(
        "Không thấy ổ chứa tệp gốc của kho. Hãy gắn lại ổ rồi kiểm tiếp; chưa tệp nào bị ghi."
    )


class CopyAway(Refused):
    """Raised when the disk of the second copy is not there, or another one lies in its place."""

    status = 503
    default_sentence = _(
        "Không thấy ổ chứa bản thứ hai của kho, hoặc đó là ổ khác. Hãy gắn lại ổ rồi kiểm tiếp; chưa tệp nào bị ghi."
    )
