"""Words by which the trail names what happens to sites."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "site.create": _("Lập trang web"),
    "site.change": _("Sửa trang web"),
    "site.order_sections": _("Xếp chuyên mục trên trang"),
    "site.describe_list": _("Sửa lời giới thiệu mục"),
    "site.publish_front": _("Đăng trang nhất"),
    "site.schedule_front": _("Hẹn giờ đổi trang nhất"),
    "site.cancel_front_change": _("Bỏ hẹn đổi trang nhất"),
    "site.open_section_front": _("Mở trang nhất cho chuyên mục"),
    "site.save_page": _("Lưu trang tĩnh"),
    "site.delete_page": _("Xóa trang tĩnh"),
    "site.add_redirect": _("Thêm chuyển hướng"),
    "site.remove_redirect": _("Bỏ chuyển hướng"),
}

FIELDS = {
    "tagline": _("Dòng giới thiệu dưới tên"),
    "theme": _("Giao diện"),
    "furniture": _("Thông tin pháp lý"),
    "sections": _("Chuyên mục"),
    "page": _("Trang tĩnh"),
    "redirect": _("Địa chỉ cũ"),
}
