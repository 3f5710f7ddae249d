"""How the house writes: wordings it changes or forbids, words it lets stand, names with one spelling."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, once


class HouseWording(Row):
    """One rule for proofreading. What is archived holds no more."""

    class Kind(models.TextChoices):
        WORDING = "wording", _("Viết khác đi")
        FORBIDDEN = "forbidden", _("Không dùng")
        ALLOWED = "allowed", _("Từ được dùng")
        PERSON = "person", _("Tên người, chức danh")
        PLACE = "place", _("Tên đất, tên đơn vị")

    kind = models.CharField(_("Loại"), max_length=10, choices=Kind)
    words = models.CharField(
        _("Chữ"), max_length=150, help_text=_("Cách viết sai, từ cần xét, hoặc tên viết đúng.")
    )
    right = models.CharField(
        _("Viết là"), max_length=150, blank=True, help_text=_("Bắt buộc khi loại là “Viết khác đi”.")
    )
    explanation = models.CharField(_("Giải thích cho người viết"), max_length=300, blank=True)
    source = models.CharField(_("Căn cứ"), max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [once("words", name="house_wording_once")]

    def __str__(self) -> str:
        return self.words
