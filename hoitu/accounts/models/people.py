"""People: one account per human being, whatever number of agencies they work for."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import name_sort_key

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]


class AccountKind(models.TextChoices):
    """The four kinds of account that TCVN 14423:2026, 5.6.2.3, keeps apart."""

    OPERATIONAL = "operational", _("Tác nghiệp")
    ADMIN = "admin", _("Quản trị")
    TECHNICAL = "technical", _("Kỹ thuật")
    # Used by programs alone, by API tokens; nobody signs in with it and somebody answers for it.
    SERVICE = "service", _("Dịch vụ")


class PersonManager(BaseUserManager["Person"]):
    """Finds and makes people by e-mail address, in whatever case it was typed."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())

    def create_user(
        self, *, email: str, full_name: str, password: str | None = None, **more: Any
    ) -> "Person":
        """Store a new person; without a password nobody can sign in as them until they set one."""
        person = self.model(email=email, full_name=full_name, **more)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """An account: a human being who signs in, or a service that somebody answers for.

    Agencies see a person only through a membership.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("Thư điện tử"), unique=True)
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    sort_key = models.BinaryField(default=b"", editable=False)
    phone = models.CharField(_("Điện thoại"), max_length=20, blank=True)
    language = models.CharField(_("Ngôn ngữ"), max_length=5, choices=LANGUAGES, default="vi")
    kind = models.CharField(
        _("Loại tài khoản"), max_length=12, choices=AccountKind, default=AccountKind.OPERATIONAL
    )
    answerable = models.ForeignKey("self", null=True, blank=True, related_name="+", on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)
    # Runs the installation: founds agencies, chooses security profiles. No newsroom permission comes with it.
    is_operator = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    last_seen_at = models.DateTimeField(null=True, editable=False)
    password_changed_at = models.DateTimeField(null=True, editable=False)
    must_change_password = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = PersonManager()

    class Meta:
        ordering = ["sort_key", "email"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="person_email_lower"),
            models.CheckConstraint(
                condition=~models.Q(kind="service") | models.Q(answerable__isnull=False),
                name="person_service_has_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        self.sort_key = name_sort_key(self.full_name)
        super().save(*args, **kwargs)


class PasswordRecord(models.Model):
    """A password used before, hashed: the last ones may not come back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="password_records")
    password = models.CharField(max_length=256)
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["person", "-set_at"], name="password_record_person")]
