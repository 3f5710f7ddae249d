"""What the workspace stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Notification(models.Model):
    """Something a person should know; `key` keeps a fact that comes twice from telling twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    icon = models.CharField(max_length=40, default="bell")
    text = models.CharField(max_length=400)
    url = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = ScopedManager["Notification"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notified_once")]
        indexes = [models.Index(fields=["person", "agency", "-made_at"], name="notification_of_person")]


class SavedView(models.Model):
    """Filters of the board that a person keeps under a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("Tên"), max_length=60)
    query = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    objects = ScopedManager["SavedView"]()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "agency", "name"], name="view_name_once")]


class MailPreference(models.Model):
    """Whether a person wants notifications by e-mail too."""

    person = models.OneToOneField(
        "accounts.Person", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    by_mail = models.BooleanField(_("Gửi cả qua thư điện tử"), default=True)
