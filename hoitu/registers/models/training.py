"""Who learned what: courses, their sessions, who was there, tests and certificates (F36, IND-06)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, VndField, once


class Course(Row):
    """A course or meeting that people learn at; `is_digital` marks press digital transformation."""

    class Activity(models.TextChoices):
        # The six kinds that the plan of Lai Châu names (line 190).
        DRILL = "drill", _("Tập huấn")
        SCHOOLING = "schooling", _("Đào tạo")
        REFRESHER = "refresher", _("Bồi dưỡng")
        CONFERENCE = "conference", _("Hội nghị")
        SEMINAR = "seminar", _("Hội thảo")
        TALK = "talk", _("Tọa đàm")

    code = models.CharField(_("Mã khóa học"), max_length=40)
    name = models.CharField(_("Tên khóa học"), max_length=200)
    activity = models.CharField(_("Hình thức"), max_length=12, choices=Activity, default=Activity.DRILL)
    is_digital = models.BooleanField(_("Về chuyển đổi số báo chí"), default=False)
    is_outside = models.BooleanField(
        _("Do đơn vị khác tổ chức"),
        default=False,
        help_text=_("Khóa ngoài không điểm danh ở đây: chứng chỉ đã ghi là đủ để tính hoàn thành."),
    )
    organiser = models.CharField(_("Đơn vị tổ chức"), max_length=200, blank=True)
    starts_on = models.DateField(_("Khai giảng"))
    ends_on = models.DateField(_("Bế giảng"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("Số giờ học"), null=True, blank=True)
    place = models.CharField(_("Địa điểm"), max_length=200, blank=True)
    decision = models.CharField(_("Quyết định, kế hoạch"), max_length=200, blank=True)
    programme_on = models.DateField(_("Đề cương ban hành ngày"), null=True, blank=True)
    cost_vnd = VndField(_("Kinh phí"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="course_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Session(Row):
    """One sitting of a course, with the hours within which people may record that they are there."""

    course = models.ForeignKey(
        Course, verbose_name=_("Khóa học"), on_delete=models.PROTECT, related_name="sessions"
    )
    code = models.CharField(_("Mã buổi học"), max_length=40)
    topic = models.CharField(_("Nội dung buổi học"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("Bắt đầu"))
    ends_at = models.DateTimeField(_("Kết thúc"))
    place = models.CharField(_("Địa điểm"), max_length=200, blank=True)
    teacher = models.CharField(_("Giảng viên"), max_length=200, blank=True)

    class Meta(Row.Meta):
        ordering = ["starts_at", "id"]
        constraints = [
            once("code", name="session_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.topic}".strip()


class Attendance(Row):
    """A person was at a session."""

    class Way(models.TextChoices):
        HAND = "hand", _("Ghi tay")
        QR = "qr", _("Quét mã QR")

    session = models.ForeignKey(
        Session, verbose_name=_("Buổi học"), on_delete=models.PROTECT, related_name="attendances"
    )
    person = models.ForeignKey(
        "accounts.Person", verbose_name=_("Người học"), on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("Cách điểm danh"), max_length=8, choices=Way, default=Way.HAND)
    note = models.CharField(_("Ghi chú"), max_length=200, blank=True)

    class Meta(Row.Meta):
        constraints = [once("session", "person", name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.session.code}"


class Enrolment(Row):
    """A person takes a course: test and certificate. Without either, attendance decides."""

    class Test(models.TextChoices):
        NONE = "none", _("Không kiểm tra")
        PASSED = "passed", _("Đạt")
        FAILED = "failed", _("Không đạt")

    course = models.ForeignKey(
        Course, verbose_name=_("Khóa học"), on_delete=models.PROTECT, related_name="enrolments"
    )
    person = models.ForeignKey(
        "accounts.Person", verbose_name=_("Người học"), on_delete=models.PROTECT, related_name="+"
    )
    test = models.CharField(_("Kiểm tra"), max_length=8, choices=Test, default=Test.NONE)
    tested_on = models.DateField(_("Ngày kiểm tra"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("Điểm kiểm tra"), null=True, blank=True)
    certificate = models.CharField(_("Số chứng chỉ"), max_length=100, blank=True)
    certified_on = models.DateField(_("Ngày cấp chứng chỉ"), null=True, blank=True)
    valid_until = models.DateField(_("Chứng chỉ hết hạn"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("course", "person", name="enrolment_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.course.code}"
