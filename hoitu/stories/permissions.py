"""What a role may be allowed to do with stories."""

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("stories.read", "Xem tin, bài của cơ quan", "Read the agency's stories"),
    Permission("stories.write", "Viết và sửa bài của mình", "Write and edit one's own stories"),
    Permission("stories.edit", "Biên tập bài của người khác", "Edit other people's stories"),
    Permission("stories.submit_to_final", "Trình duyệt xuất bản", "Submit for final approval"),
    Permission("stories.approve_final", "Duyệt xuất bản", "Give the final approval"),
    Permission("stories.withdraw", "Gỡ và khôi phục bài đã đăng", "Withdraw and restore released stories"),
    Permission("stories.spike", "Bỏ bài và lấy lại bài đã bỏ", "Spike and unspike stories"),
    Permission("stories.read_sources", "Xem nguồn tin được bảo vệ", "Read protected sources"),
    Permission(
        "stories.manage", "Quản lý chuyên mục, chủ đề, quy trình", "Manage sections, topics, workflows"
    ),
]
