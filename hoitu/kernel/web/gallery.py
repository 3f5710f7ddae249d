"""Every component in all its states, for those who build screens. Development only."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.fields import DayField
from hoitu.kernel.web.stages import LOOKS

NAMES = ["Nguyễn Thị Lan", "Trần Quang Minh", "Lê Thị Hoa", "Đỗ Ước", "Phạm Như Ý", "Y Bhiêu Niê"]

STAGES = {
    "draft": "Đang viết",
    "submitted": "Chờ ban biên tập",
    "editing": "Đang biên tập",
    "interviewee": "Chờ người trả lời phỏng vấn",
    "final_review": "Chờ duyệt cuối",
    "returned": "Trả lại",
    "approved": "Đã duyệt",
    "scheduled": "Hẹn giờ 06:00",
    "embargo": "Giữ đến 18:00",
    "published": "Đã xuất bản",
    "corrected": "Đã đính chính",
    "withdrawn": "Đã gỡ",
    "spiked": "Bỏ",
    "failed": "Gửi lỗi",
    "partial": "Gửi một phần",
}

STORIES = [
    (
        "draft",
        "Đồng bằng sông Cửu Long tìm cách giữ nước ngọt trước mùa khô 2027",
        "Nguyễn Thị Lan",
        "Phóng sự",
        1284,
    ),
    ("submitted", "Giá cà phê Đắk Lắk lập đỉnh mới, nông dân dè dặt bán ra", "Y Bhiêu Niê", "Tin", 412),
    ("final_review", "Thư ngỏ của 12 hiệu trưởng về chương trình tiếng Anh tăng cường", "Đỗ Ước", "Bài", 960),
    ("published", "Khánh thành cầu Rạch Miễu 2 sau 36 tháng thi công", "Trần Quang Minh", "Ảnh", 231),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    headline = forms.CharField(label=_("Tiêu đề"), max_length=120, help_text=_("Nên ngắn hơn 15 tiếng."))
    standfirst = forms.CharField(label=_("Sa-pô"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    genre = forms.ChoiceField(label=_("Thể loại"), choices=[("tin", _("Tin")), ("bai", _("Bài"))])
    due_date = DayField(label=_("Hạn nộp"), required=False)
    picture = forms.FileField(label=_("Ảnh đại diện"), required=False)
    urgency = forms.ChoiceField(
        label=_("Mức khẩn"),
        widget=forms.RadioSelect,
        choices=[("1", _("Thường")), ("2", _("Nhanh")), ("3", _("Khẩn"))],
    )
    channels = forms.MultipleChoiceField(
        label=_("Kênh phát"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("web", _("Báo điện tử")), ("print", _("Báo in")), ("tv", _("Truyền hình"))],
        required=False,
    )
    labelled = forms.BooleanField(label=_("Có nội dung do AI tạo"), required=False)


class SampleFilters(forms.Form):
    """A list's filters."""

    q = forms.CharField(
        label=_("Tìm"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Tìm trong tin bài")}),
    )
    stage = forms.ChoiceField(label=_("Khâu"), required=False, choices=[("", _("Mọi khâu")), *STAGES.items()])
    desk = forms.ChoiceField(label=_("Ban"), required=False, choices=[("", _("Mọi ban")), ("ts", "Thời sự")])


def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components; elsewhere than in development there is no such page."""
    if not (settings.DEBUG or getattr(settings, "DEV", False)):
        raise Http404
    return render(request, "ui/gallery.html", samples())


def samples() -> dict[str, object]:
    """Return what the gallery shows; nothing of it comes from the database."""
    now = clock.now()
    wrong = SampleForm({"headline": "", "urgency": "9", "standfirst": "Chữ đã gõ vẫn còn ở đây."})
    wrong.is_valid()
    return {
        "names": NAMES,
        "stages": STAGES.items(),
        "looks": LOOKS.items(),
        "tones": ["slate", "ink", "blue", "teal", "green", "amber", "orange", "red", "violet"],
        "stories": [
            {
                "stage": key,
                "label": STAGES[key],
                "title": title,
                "author": author,
                "genre": genre,
                "syllables": syllables,
                "at": now - timedelta(hours=index * 13),
            }
            for index, (key, title, author, genre, syllables) in enumerate(STORIES)
        ],
        "form": SampleForm(
            initial={"headline": "Mưa lớn ở miền Trung", "urgency": "1", "channels": ["web"]}, prefix="a"
        ),
        "wrong": wrong,
        "filters": SampleFilters(prefix="f"),
        "tabs": [
            {"label": _("Của tôi"), "url": "#", "current": True, "count": 12, "icon": "user"},
            {"label": _("Chờ tôi duyệt"), "url": "#", "current": False, "count": 3, "icon": "eye-check"},
            {"label": _("Toàn cơ quan"), "url": "#", "current": False, "count": 1284, "icon": ""},
            {"label": _("Lưu trữ"), "url": "#", "current": False, "count": None, "icon": "archive"},
        ],
        "moments": [
            now,
            now - timedelta(minutes=7),
            now - timedelta(days=1),
            now + timedelta(days=1),
            now - timedelta(days=40),
            now - timedelta(days=800),
        ],
        "today": clock.today(),
        "diff": [
            ("equal", "Sáng 21/11, "),
            ("delete", "lãnh đạo tỉnh"),
            ("insert", "Chủ tịch UBND tỉnh Trà Vinh"),
            ("equal", " đã kiểm tra tuyến đê biển "),
            ("insert", "dài 12,4 km "),
            ("equal", "tại xã Hiệp Thạnh."),
        ],
        "rows": [
            {
                "left": [("equal", "Cầu dài "), ("delete", "1,2"), ("equal", " km.")],
                "right": [("equal", "Cầu dài "), ("insert", "1,6"), ("equal", " km.")],
            },
            {"left": None, "right": [("insert", "Tổng mức đầu tư 6.800 tỷ đồng.")]},
        ],
    }
