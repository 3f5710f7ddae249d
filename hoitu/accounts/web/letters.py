"""Letters that the accounts screens send."""

import logging

from allauth.account.forms import ResetPasswordForm
from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts.models import AccountKind, Person
from hoitu.audit import api as audit
from hoitu.kernel.access import ActorRequest
from hoitu.kernel.errors import Refused

log = logging.getLogger(__name__)


def send_password_reset(request: ActorRequest, person: Person) -> None:
    """Send a person the link by which they set a new password; nobody else ever sees it."""
    form = ResetPasswordForm({"email": person.email})
    if not person.is_active or person.kind == AccountKind.SERVICE or not form.is_valid():
        raise Refused(_("Tài khoản đang bị khóa nên không đặt lại được mật khẩu."))
    try:
        form.save(request)
    except OSError as error:
        log.warning("password reset letter to %s failed: %s", person.pk, error)
        raise Refused(_("Chưa gửi được thư. Hãy kiểm tra cấu hình máy chủ thư rồi thử lại.")) from error
    with transaction.atomic():
        audit.record(
            actor=request.actor,
            verb="accounts.reset_password",
            object_key=f"person:{person.pk}",
            object_label=person.full_name,
        )
