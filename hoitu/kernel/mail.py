"""Letters to people: text and HTML in one frame, sent through Django's mail backend.

`post` in a transaction leaves a job; the letter goes out when the change it tells about is committed. `send`
does it at once and is what the job calls.
"""

import smtplib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hoitu.kernel.errors import Refused
from hoitu.kernel.jobs import later
from hoitu.kernel.outgoing import Outgoing

RECIPIENTS_MAX = 50


class MailFailed(Refused):
    """Raised when the mail server did not take a letter; `may_retry` says whether trying later can help."""

    default_sentence = _("Chưa gửi được thư. Hãy kiểm tra địa chỉ và phần cài đặt thư của hệ thống.")

    def __init__(self, reason: str, *, may_retry: bool) -> None:
        super().__init__()
        self.reason = reason
        self.may_retry = may_retry

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a letter says, already in the language of its reader.

    `link` is an absolute address of ours, shown as a button; `items` are further (words, address) pairs.
    """

    to: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    items: tuple[tuple[str, str], ...] = ()
    link: str = ""
    link_words: str = ""
    note: str = ""
    reply_to: tuple[str, ...] = ()
    language: str = "vi"
    template: str = "ui/mail/letter"
    context: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < len(self.to) <= RECIPIENTS_MAX:
            raise ValueError(f"a letter goes to 1 to {RECIPIENTS_MAX} people")
        if any("\n" in line or "\r" in line for line in (self.subject, *self.to, *self.reply_to)):
            raise ValueError("a line break in the head of a letter")

    @classmethod
    def from_job(cls, words: dict[str, Any]) -> "Letter":
        """Return the letter that `post` put into a job."""
        known: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in words.items()
        }
        return cls(**known)


def post(letter: Letter) -> None:
    """Send the letter as soon as the surrounding transaction commits; failures are retried for some hours."""
    for reader in letter.to:
        # One job each: a retry must not reach those who already have it.
        later("kernel.send_letter", queue="default", letter=asdict(replace(letter, to=(reader,))))


def send(letter: Letter) -> None:
    """Send the letter now, one message to each reader. Raises `MailFailed`."""
    with override(letter.language):
        context = {"letter": letter, **letter.context}
        text = render_to_string(f"{letter.template}.txt", context)
        page = render_to_string(f"{letter.template}.html", context)
    for reader in letter.to:
        _send_one(reader, letter, text, page)


def _send_one(reader: str, letter: Letter, text: str, page: str) -> None:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=text,
        to=[reader],
        reply_to=list(letter.reply_to),
        # So that absence notes and mailing lists do not answer a program.
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    message.attach_alternative(page, "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _words in refusal.recipients.values()]
        raise MailFailed(str(refusal), may_retry=all(code < 500 for code in codes)) from refusal
    except smtplib.SMTPResponseException as refusal:
        # 535: the password of our own account is wrong; once it is right the letter can go.
        may_retry = refusal.smtp_code < 500 or isinstance(refusal, smtplib.SMTPAuthenticationError)
        raise MailFailed(str(refusal), may_retry=may_retry) from refusal
    except OSError as failure:  # includes smtplib's own and time-outs
        raise MailFailed(str(failure), may_retry=True) from failure


def addresses(people: Sequence[str]) -> tuple[str, ...]:
    """Return the distinct addresses among `people`, empty ones left out."""
    return tuple(dict.fromkeys(address.strip() for address in people if address.strip()))


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """List the mail server."""
    if not settings.EMAIL_HOST:
        return []
    host = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return [Outgoing(host, _("Máy chủ thư"), _("thư báo việc cho người dùng: tên, tít bài, đường dẫn"))]
