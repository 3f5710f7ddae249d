"""Letters that the accounts screens send."""

import logging
from uuid import UUID

from allauth.account.forms import ResetPasswordForm
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts.models import AccountKind, Person
from hoitu.accounts.operations.invitations import VALID_DAYS
from hoitu.accounts.queries import organisation
from hoitu.audit import api as audit
from hoitu.kernel.access import ActorRequest
from hoitu.kernel.errors import Refused
from hoitu.kernel.mail import Letter, MailFailed, send

log = logging.getLogger(__name__)


def send_invitation(
    request: ActorRequest, *, email: str, full_name: str, secret: str, agency_id: UUID | None = None
) -> tuple[str, bool]:
    """Send the link of an invitation; return it and whether the letter went out."""
    link = settings.NEWSROOM_URL.rstrip("/") + reverse("accounts:join", args=[secret])
    agency = organisation(organisation_id=agency_id or request.actor.agency)
    letter = Letter(
        to=(email,),
        subject=_("Mời vào tòa soạn %(name)s") % {"name": agency.name},
        paragraphs=(
            _("Chào %(name)s,") % {"name": full_name},
            _("%(inviter)s mời bạn vào làm việc tại %(agency)s trên Hội Tụ.")
            % {"inviter": request.actor.name, "agency": agency.name},
            _("Mở đường dẫn dưới đây để đặt mật khẩu và bắt đầu."),
        ),
        link=link,
        link_words=_("Vào tòa soạn"),
        note=_("Đường dẫn dùng một lần, hết hạn sau %(days)d ngày. Nếu bạn không chờ thư này, hãy bỏ qua.")
        % {"days": VALID_DAYS},
    )
    # At once and not through a job: the token must not lie in the queue's table.
    try:
        send(letter)
    except MailFailed as failed:
        log.warning("invitation letter failed: %s", failed)
        return link, False
    return link, True


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
