"""The letter that brings somebody the link of their invitation."""

import logging
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts.operations.invitations import VALID_DAYS
from hoitu.accounts.queries import organisation
from hoitu.kernel.actor import Actor
from hoitu.kernel.mail import Letter, MailFailed, send

log = logging.getLogger(__name__)


def send_invitation(
    *, actor: Actor, email: str, full_name: str, secret: str, agency_id: UUID | None = None
) -> tuple[str, bool]:
    """Send the link of an invitation; return it and whether the letter went out."""
    link = settings.NEWSROOM_URL.rstrip("/") + reverse("accounts:join", args=[secret])
    agency = organisation(organisation_id=agency_id or actor.agency)
    letter = Letter(
        to=(email,),
        subject=_("Mời vào tòa soạn %(name)s") % {"name": agency.name},
        paragraphs=(
            _("Chào %(name)s,") % {"name": full_name},
            _("%(inviter)s mời bạn vào làm việc tại %(agency)s trên Hội Tụ.")
            % {"inviter": actor.name, "agency": agency.name},
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
