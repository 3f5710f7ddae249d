"""Forms of the site screens."""

from django import forms
from django.utils.translation import gettext_lazy as _

PRESETS = [("bao", _("Báo hằng ngày")), ("tap-chi", _("Tạp chí văn nghệ"))]
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
COLOUR = r"#[0-9a-fA-F]{6}"


class SiteForm(forms.Form):
    """Name and look of a site."""

    name = forms.CharField(label=_("Tên trang"), max_length=120)
    tagline = forms.CharField(label=_("Dòng giới thiệu dưới tên"), max_length=200, required=False)
    preset = forms.ChoiceField(label=_("Giao diện"), choices=PRESETS)
    language = forms.ChoiceField(
        label=_("Ngôn ngữ của trang"),
        choices=LANGUAGES,
        help_text=_("Chữ quanh bài, ngày và số. Chữ của tòa soạn giữ nguyên."),
    )
    wordmark = forms.CharField(
        label=_("Chữ trên măng-sét, nếu khác tên trang"), max_length=60, required=False
    )
    accent = forms.RegexField(
        label=_("Màu nhấn nền sáng"),
        regex=COLOUR,
        required=False,
        help_text=_("Dạng #b3261e; để trống là màu có sẵn."),
    )
    accent_night = forms.RegexField(label=_("Màu nhấn nền tối"), regex=COLOUR, required=False)


class NewSiteForm(SiteForm):
    """What a site needs before its first bake."""

    slug = forms.SlugField(
        label=_("Mã trang"), max_length=40, help_text=_("Chữ thường không dấu, ví dụ bao-tay-son.")
    )
    origin = forms.URLField(
        label=_("Địa chỉ"), max_length=200, assume_scheme="https", help_text=_("Ví dụ https://baotayson.vn")
    )
    path_prefix = forms.RegexField(
        label=_("Thư mục, nếu trang nằm dưới một địa chỉ chung"), regex=r"/[a-z0-9-]+", required=False
    )


class FurnitureForm(forms.Form):
    """The legal furniture of NĐ 237/2026, Art 23."""

    product_name = forms.CharField(label=_("Tên sản phẩm báo chí"), max_length=200, required=False)
    agency = forms.CharField(label=_("Cơ quan báo chí"), max_length=200, required=False)
    governing_body = forms.CharField(label=_("Cơ quan chủ quản"), max_length=200, required=False)
    domain = forms.CharField(label=_("Tên miền"), max_length=100, required=False)
    licence = forms.CharField(label=_("Giấy phép: số, ngày, nơi cấp"), max_length=250, required=False)
    head_title = forms.CharField(label=_("Chức danh người đứng đầu"), max_length=60, required=False)
    head_name = forms.CharField(label=_("Họ tên người đứng đầu"), max_length=100, required=False)
    deputies = forms.CharField(label=_("Cấp phó"), max_length=250, required=False)
    address = forms.CharField(label=_("Trụ sở"), max_length=250, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=60, required=False)
    hotline = forms.CharField(label=_("Đường dây nóng"), max_length=60, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    advertising = forms.CharField(label=_("Liên hệ quảng cáo"), max_length=200, required=False)
    copyright = forms.CharField(label=_("Dòng bản quyền"), max_length=250, required=False)


class StaticPageForm(forms.Form):
    """A page that is no story."""

    title = forms.CharField(label=_("Tên trang"), max_length=160)
    slug = forms.SlugField(
        label=_("Địa chỉ"), max_length=80, required=False, help_text=_("Để trống thì lấy từ tên trang.")
    )
    body = forms.CharField(
        label=_("Nội dung (HTML đơn giản)"), widget=forms.Textarea(attrs={"rows": 16}), required=False
    )
    in_footer = forms.BooleanField(label=_("Có trong chân trang"), required=False, initial=True)


class RedirectForm(forms.Form):
    """One old address."""

    old_path = forms.CharField(label=_("Địa chỉ cũ"), max_length=300, help_text=_("Bắt đầu bằng dấu /"))
    new_path = forms.CharField(label=_("Địa chỉ mới"), max_length=300)
    note = forms.CharField(label=_("Ghi chú"), max_length=120, required=False)


class ListingForm(forms.Form):
    """How a section, topic or author is named to readers."""

    title = forms.CharField(label=_("Tên hiển thị"), max_length=160)
    description = forms.CharField(
        label=_("Giới thiệu"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
