"""What a role may be allowed to do with stories."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("stories.read", _("Xem tin, bài của cơ quan"), "Read the agency's stories"),
    Permission("stories.write", _("Viết và sửa bài của mình"), "Write and edit one's own stories"),
    Permission("stories.edit", _("Biên tập bài của người khác"), "Edit other people's stories"),
    Permission("stories.submit_to_final", _("Trình duyệt xuất bản"), "Submit for final approval"),
    Permission("stories.approve_final", _("Duyệt xuất bản"), "Give the final approval"),
    Permission("stories.withdraw", _("Gỡ và khôi phục bài đã đăng"), "Withdraw and restore released stories"),
    Permission("stories.spike", _("Bỏ bài và lấy lại bài đã bỏ"), "Spike and unspike stories"),
    Permission(
        "stories.lock", _("Khóa bài: lưu giữ pháp lý, đang phát sóng"), "Lock stories: legal hold, on air"
    ),
    Permission("stories.read_sources", _("Xem nguồn tin được bảo vệ"), "Read protected sources"),
    Permission(
        "stories.manage", _("Quản lý chuyên mục, chủ đề, quy trình"), "Manage sections, topics, workflows"
    ),
]
