"""What a role may be allowed to do with channels and releases."""

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("channels.read", "Xem các kênh và tình trạng phát", "See channels and releases"),
    Permission("channels.plan", "Chọn kênh, giờ phát cho bài", "Plan releases"),
    Permission("channels.record", "Ghi nhận đã đăng bằng tay", "Record releases made by hand"),
    Permission("channels.takedown", "Nhận và thi hành lệnh gỡ bài", "Execute take-down orders"),
    Permission("channels.manage", "Quản lý kênh", "Manage channels"),
]
