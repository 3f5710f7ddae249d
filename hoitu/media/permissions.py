"""What a role may be allowed to do with the shared archive."""

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("media.read", "Xem kho tư liệu", "Browse the archive"),
    Permission("media.add", "Đưa ảnh vào kho", "Add pictures"),
    Permission("media.edit", "Sửa chú thích và bản quyền của ảnh", "Edit captions and rights"),
]
