"""Letters: text and HTML say the same, nothing of the reader's text becomes markup, one job for each reader."""

import smtplib
from dataclasses import replace

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from hoitu.kernel import tasks
from hoitu.kernel.mail import Letter, MailFailed, post, send

LETTER = Letter(
    to=("lan@toasoan.example", "minh@toasoan.example"),
    subject="Bài “Giữ nước ngọt” được trả lại",
    paragraphs=("Trần Quang Minh trả lại bài với lý do:", "Thiếu ý kiến của <Sở Nông nghiệp>."),
    items=(("Bài khác <1>", "https://toasoan.example/tin-bai/2/"),),
    link="https://toasoan.example/tin-bai/1/",
    link_words="Mở bài",
)


def test_each_reader_gets_text_and_html() -> None:
    send(LETTER)
    assert [message.to for message in outbox.outbox] == [["lan@toasoan.example"], ["minh@toasoan.example"]]
    message = outbox.outbox[0]
    assert isinstance(message, EmailMultiAlternatives)
    page = str(message.alternatives[0][0])
    assert message.subject == LETTER.subject
    assert "Thiếu ý kiến của <Sở Nông nghiệp>." in message.body
    assert "Thiếu ý kiến của &lt;Sở Nông nghiệp&gt;." in page
    assert all(LETTER.link in part and LETTER.items[0][1] in part for part in (message.body, page))
    assert "Bài khác &lt;1&gt;" in page
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_a_posted_letter_leaves_one_job_for_each_reader_and_arrives_unchanged() -> None:
    with transaction.atomic():
        post(LETTER)
    jobs = ProcrastinateJob.objects.filter(task_name="kernel.send_letter").order_by("id")
    assert len(jobs) == 2
    tasks.send_letter(**jobs[1].args)
    assert [message.to for message in outbox.outbox] == [["minh@toasoan.example"]]
    assert outbox.outbox[0].subject == LETTER.subject


@pytest.mark.parametrize("field", ["subject", "to", "reply_to"])
def test_no_line_breaks_get_into_the_head(field: str) -> None:
    bad = "a@b.example\nBcc: c@d.example"
    with pytest.raises(ValueError, match="line break"):
        replace(LETTER, **{field: bad if field == "subject" else (bad,)})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("failure", "may_retry"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}), False),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"greylisted")}), True),
        (smtplib.SMTPDataError(554, b"spam"), False),
        (smtplib.SMTPAuthenticationError(535, b"password"), True),
        (TimeoutError("slow"), True),
        (smtplib.SMTPServerDisconnected("gone"), True),
    ],
)
def test_failures_say_whether_trying_later_can_help(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, may_retry: bool
) -> None:
    def refuse(self: object, fail_silently: bool = False) -> int:
        raise failure

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    with pytest.raises(MailFailed) as caught:
        send(LETTER)
    assert caught.value.may_retry is may_retry
