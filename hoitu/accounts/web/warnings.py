"""Letters that tell a person what changed about their way in, so that they notice when it was not them."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from allauth.socialaccount.signals import social_account_added
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from hoitu.accounts.browser import browser_words
from hoitu.accounts.models import Person
from hoitu.accounts.web.origin import client_ip
from hoitu.kernel import clock
from hoitu.kernel.mail import Letter, post
from hoitu.kernel.text import format_datetime

TOTP, KEY, CODES = (
    Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES,
)  # fmt: skip


def warn_of_new_device(request: HttpRequest, person: Person) -> None:
    """Tell the person that somebody signed in as them from a browser not seen before."""
    with override(person.language):
        _warn(request, person, _("Đăng nhập từ thiết bị mới"))


@receiver(password_changed)
@receiver(password_reset)
@receiver(password_set)
def _password(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    with override(user.language):
        _warn(request, user, _("Mật khẩu của bạn vừa được đổi"))


@receiver(mfa_signals.authenticator_added)
def _added(request: HttpRequest, user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    with override(user.language):
        subjects = {
            TOTP: _("Ứng dụng xác thực vừa được bật"),
            KEY: _("Một khóa bảo mật vừa được thêm"),
            CODES: _("Mã dự phòng vừa được tạo"),
        }
        _warn(request, user, subjects[authenticator.type])


@receiver(mfa_signals.authenticator_reset)
def _made_again(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    with override(user.language):
        _warn(request, user, _("Mã dự phòng vừa được tạo lại, mã cũ không dùng được nữa"))


@receiver(mfa_signals.authenticator_removed)
def _removed(request: HttpRequest, user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    with override(user.language):
        subjects = {
            TOTP: _("Ứng dụng xác thực vừa được tắt"),
            KEY: _("Một khóa bảo mật vừa được gỡ"),
            CODES: _("Mã dự phòng vừa được xóa"),
        }
        _warn(request, user, subjects[authenticator.type])


@receiver(mfa_signals.authenticator_used)
def _used(request: HttpRequest, user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == CODES:
        authenticator.refresh_from_db()  # allauth marked the code on another instance
        left = len(authenticator.wrap().get_unused_codes())
        with override(user.language):
            words = _("Còn %(count)d mã chưa dùng. Sắp hết thì hãy tạo lại.") % {"count": left}
            _warn(request, user, _("Một mã dự phòng vừa được dùng"), words)


@receiver(social_account_added)
def _linked(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    name = sociallogin.account.get_provider().name
    with override(sociallogin.user.language):
        subject = _("Tài khoản vừa được nối với %(name)s") % {"name": name}
        _warn(request, sociallogin.user, subject)


def _warn(request: HttpRequest, person: Person, subject: str, more: str = "") -> None:
    """Post the letter: what, when, from which program and address, and what to do when it was not them."""
    told = {
        "at": format_datetime(clock.now()),
        "browser": browser_words(request) or "—",
        "ip": client_ip(request) or "—",
    }
    paragraphs = (
        _("Chào %(name)s,") % {"name": person.full_name},
        f"{subject}.",
        _("Lúc %(at)s, bằng %(browser)s, địa chỉ mạng %(ip)s.") % told,
        more,
    )
    post(
        Letter(
            to=(person.email,),
            subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}",
            paragraphs=tuple(filter(None, paragraphs)),
            link=settings.NEWSROOM_URL.rstrip("/") + reverse("usersessions_list"),
            link_words=_("Xem các phiên đăng nhập"),
            note=_(
                "Nếu là bạn, không cần làm gì. Nếu không, hãy đổi mật khẩu, đăng xuất các phiên khác và báo "
                "ngay quản trị viên của cơ quan."
            ),
            language=person.language,
        )
    )
