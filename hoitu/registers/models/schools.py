"""Institutions that teach journalism and their programmes (F64, IND-12, IND-13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, once


class Institution(Row):
    """A university, college or training centre."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("Đại học, học viện")
        COLLEGE = "college", _("Cao đẳng")
        CENTRE = "centre", _("Trung tâm bồi dưỡng")

    code = models.CharField(_("Mã cơ sở"), max_length=40)
    name = models.CharField(_("Tên cơ sở đào tạo"), max_length=200)
    kind = models.CharField(_("Loại"), max_length=12, choices=Kind, default=Kind.UNIVERSITY)
    has_press_faculty = models.BooleanField(_("Có khoa, ngành báo chí"), default=True)
    contact = models.CharField(_("Đầu mối liên hệ"), max_length=200, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="institution_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Curriculum(Row):
    """One version of a programme, by decision, with or without a module on digital journalism."""

    institution = models.ForeignKey(
        Institution, verbose_name=_("Cơ sở đào tạo"), on_delete=models.PROTECT, related_name="curricula"
    )
    code = models.CharField(_("Mã chương trình"), max_length=60)
    name = models.CharField(_("Tên chương trình"), max_length=200)
    version = models.CharField(_("Phiên bản"), max_length=60)
    issued_on = models.DateField(_("Ngày ban hành"))
    decision = models.CharField(_("Số quyết định"), max_length=100, blank=True)
    has_digital_module = models.BooleanField(_("Có học phần báo chí số"), default=False)
    digital_module = models.CharField(_("Tên học phần báo chí số"), max_length=200, blank=True)
    url = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", "version", name="curriculum_once")]

    def __str__(self) -> str:
        return f"{self.name} · {self.version}"
