"""Files that come with what people write."""

from typing import Any, BinaryIO


def file_of(given: dict[str, Any]) -> tuple[BinaryIO | None, str]:
    """Take the uploaded file out of what was given: its bytes and its name, or nothing."""
    file = given.pop("file", None)
    return (file.file, file.name) if file else (None, "")
