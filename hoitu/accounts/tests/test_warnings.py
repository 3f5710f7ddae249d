"""Whoever's way in changes is told by letter, so that they notice when it was not them."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core import mail as outbox
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hoitu.accounts.models import Person
from hoitu.accounts.testing import PASSWORD, make_agency, make_person
from hoitu.kernel import mail

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hoitu.accounts.tests.urls")]
ANDROID = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def no_rate_limit(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def lan() -> Person:
    return make_person(make_agency(), "reporter", name="Trần Thị Lan", password=PASSWORD)


def sign_in(person: Person, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/dang-nhap/", {"login": person.email, "password": PASSWORD})
    return client


def letters() -> list[mail.Letter]:
    """Return the letters that were posted, oldest first."""
    jobs = ProcrastinateJob.objects.filter(task_name="kernel.send_letter").order_by("id")
    return [mail.Letter.from_job(job.args["letter"]) for job in jobs]


def subjects() -> list[str]:
    return [letter.subject.removeprefix("[Hội Tụ] ") for letter in letters()]


def code_of(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, next(iter(counters()))))
    return code


def test_a_browser_not_seen_before_is_told_a_known_one_is_not(lan: Person) -> None:
    desk = sign_in(lan)
    assert subjects() == []  # the first one ever: the person was just invited
    desk.post("/dang-xuat/")
    sign_in(lan, desk)
    assert subjects() == []
    sign_in(lan, Client(HTTP_USER_AGENT=ANDROID))
    [letter] = letters()
    assert letter.to == (lan.email,)
    assert subjects() == ["Đăng nhập từ thiết bị mới"]
    told = " ".join(letter.paragraphs)
    assert "Chrome, Android" in told
    assert "127.0.0.1" in told


def test_a_new_password_is_told_once_and_readable(lan: Person) -> None:
    client = sign_in(lan)
    fields = {"oldpassword": PASSWORD, "password1": "Một câu khác hẳn 7", "password2": "Một câu khác hẳn 7"}
    client.post("/mat-khau/doi/", fields)
    assert subjects() == ["Mật khẩu của bạn vừa được đổi"]
    mail.send(letters()[0])
    [sent] = outbox.outbox
    assert "báo ngay quản trị viên" in str(sent.body)
    assert "/phien-dang-nhap/" in str(sent.body)


def test_second_steps_are_told_as_they_come_and_go(
    lan: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = sign_in(lan)
    client.get("/xac-thuc/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/xac-thuc/totp/activate/", {"code": code_of(secret)})
    assert sorted(subjects()) == ["Mã dự phòng vừa được tạo", "Ứng dụng xác thực vừa được bật"]
    ProcrastinateJob.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/xac-thuc/recovery-codes/generate/")
    assert subjects() == ["Mã dự phòng vừa được tạo lại, mã cũ không dùng được nữa"]
    ProcrastinateJob.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/xac-thuc/totp/deactivate/")
    assert sorted(subjects()) == ["Mã dự phòng vừa được xóa", "Ứng dụng xác thực vừa được tắt"]


def test_a_used_recovery_code_is_told_and_counted(lan: Person) -> None:
    TOTP.activate(lan, generate_totp_secret())
    codes = RecoveryCodes.activate(lan).get_unused_codes()
    client = sign_in(lan)
    client.post("/xac-thuc/authenticate/", {"code": codes[0]})
    assert client.get("/tai-khoan/").status_code == 200
    [letter] = letters()
    assert subjects() == ["Một mã dự phòng vừa được dùng"]
    assert f"Còn {len(codes) - 1} mã chưa dùng" in " ".join(letter.paragraphs)
    assert Authenticator.objects.filter(user=lan).count() == 2


def test_the_letter_is_in_the_readers_language(lan: Person) -> None:
    Person.objects.filter(pk=lan.pk).update(language="en")
    sign_in(lan)
    sign_in(lan, Client(HTTP_USER_AGENT=ANDROID))
    assert subjects() == ["Sign-in from a new device"]
