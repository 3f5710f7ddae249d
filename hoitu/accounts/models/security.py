"""Rules of sign-in as dated rows, wrong sign-ins counted, and tokens for programs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.accounts.models.organisations import Organisation
from hoitu.accounts.models.people import Person
from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class SecurityProfile(models.Model):
    """The limits of passwords and sessions, with the text they come from. An empty limit means none.

    The setting SECURITY_PROFILE names the one that holds everywhere; an agency may choose a stricter one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=30, unique=True)
    name = models.CharField(_("Tên"), max_length=80)
    citation = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    confidence = models.CharField(_("Độ tin cậy"), max_length=40, blank=True)
    password_length_with_mfa = models.PositiveSmallIntegerField(default=8)
    password_length = models.PositiveSmallIntegerField(default=10)
    password_classes = models.PositiveSmallIntegerField(default=1)
    password_history = models.PositiveSmallIntegerField(default=3)
    admin_password_days = models.PositiveSmallIntegerField(null=True)
    idle_minutes = models.PositiveSmallIntegerField(default=480)
    admin_idle_minutes = models.PositiveSmallIntegerField(default=60)
    session_hours = models.PositiveSmallIntegerField(default=168)
    lock_after_failures = models.PositiveSmallIntegerField(default=10)
    lock_minutes = models.PositiveIntegerField(default=15)
    disable_after_days = models.PositiveSmallIntegerField(null=True)
    mfa_for_everyone = models.BooleanField(default=False)
    separate_kinds = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class SignInGuard(models.Model):
    """Wrong sign-ins on one address, whether or not anybody has it: an attacker learns nothing."""

    email = models.EmailField(primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["last_failed_at"], name="sign_in_guard_last")]


class Device(models.Model):
    """A browser from which a person signed in, known by the hash of its cookie, and where it takes notices.

    The cookie is the browser's, not the person's: on a shared machine several people have a row with one hash.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64)
    label = models.CharField(max_length=120, blank=True)
    first_seen_at = models.DateTimeField(default=clock.now)
    last_seen_at = models.DateTimeField(default=clock.now)
    session_key = models.CharField(max_length=40, blank=True)
    # As the browser's `PushSubscription` gives them; empty while the person wants no notices there.
    push_endpoint = models.CharField(max_length=1000, blank=True)
    push_p256dh = models.CharField(max_length=200, blank=True)
    push_auth = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-last_seen_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "token_hash"], name="device_once"),
            models.UniqueConstraint(
                fields=["push_endpoint"], condition=~Q(push_endpoint=""), name="device_push_endpoint_once"
            ),
        ]
        indexes = [models.Index(fields=["token_hash"], name="device_token")]


class RequestWindow(models.Model):
    """API requests that a signed-in person's pages made in the running minute, over all web processes."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    requests = models.PositiveIntegerField(default=0)


class ApiToken(models.Model):
    """A key for a program. It may do what its scopes say and its owner still may, until it expires."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Organisation, related_name="+", on_delete=models.CASCADE)
    person = models.ForeignKey(Person, related_name="+", on_delete=models.CASCADE)
    name = models.CharField(_("Tên"), max_length=80)
    hint = models.CharField(max_length=12, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    # Requests counted in the running minute, in the row itself: every web process sees the same figure.
    window_started_at = models.DateTimeField(default=clock.now, editable=False)
    window_requests = models.PositiveIntegerField(default=0, editable=False)

    objects = ScopedManager()

    class Meta:
        ordering = ["-created_at"]
