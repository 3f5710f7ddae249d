"""What the strategy room refuses by name."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import Refused


class StaleSave(Refused):
    """Raised when somebody else has saved the item since it was opened."""

    default_sentence = _(
        "Người khác đã sửa mục này trong lúc bạn đang sửa. Bản của bạn chưa được lưu; hai bản đặt cạnh nhau bên dưới."
    )


class NotInReview(Refused):
    """Raised when a proposal cannot be changed any more, or not yet."""

    default_sentence = _("Bản này hiện không sửa được.")


class NotComplete(Refused):
    """Raised when a plan is confirmed or submitted while items are open or incomplete."""
