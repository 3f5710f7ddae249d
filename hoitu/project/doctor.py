"""`hoitu doctor`: looks at the machine and says, for each thing that is not right, what to do."""

import os
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict

from hoitu.kernel import postgres
from hoitu.project.config import Config
from hoitu.project.databases import cluster_of
from hoitu.project.prepared import is_prepared
from hoitu.project.processes import PortTaken, ensure_port_free

LEAST_FREE_BYTES = 2_000_000_000
LEAST_SERVER_VERSION = 180_000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` is empty when all is well."""

    what: str
    seen: str
    advice: str = ""


def examine(config: Config) -> Iterator[Finding]:
    """Look at everything, most basic first."""
    checks: list[Callable[[Config], Finding]] = [
        _python, _home, _space, _keys, _database, _tables, _front_end, _newsroom, _public, _pictures, _browser,
    ]  # fmt: skip
    for check in checks:
        yield check(config)


def _python(config: Config) -> Finding:
    seen = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", seen, "" if sys.version_info >= (3, 11) else "Cần Python 3.11 trở lên.")


def _home(config: Config) -> Finding:
    home = config.home
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    advice = (
        "" if os.access(nearest, os.W_OK) else f"Không ghi được vào {nearest}: đổi quyền hoặc đặt HOITU_HOME."
    )
    return Finding("HOITU_HOME", str(home), advice)


def _space(config: Config) -> Finding:
    nearest = next(folder for folder in (config.home, *config.home.parents) if folder.exists())
    free = shutil.disk_usage(nearest).free
    advice = "" if free >= LEAST_FREE_BYTES else "Đĩa gần đầy: giải phóng ít nhất 2 GB."
    return Finding("Đĩa trống", f"{free / 1e9:.1f} GB", advice)


def _keys(config: Config) -> Finding:
    folder = config.secrets_folder
    if not folder.exists():
        return Finding("Khóa bí mật", "chưa có, sẽ tạo khi khởi động")
    loose = [path.name for path in [folder, *folder.iterdir()] if path.stat().st_mode & 0o077]
    advice = f"Người khác đọc được {', '.join(loose[:3])}: chmod -R go-rwx {folder}" if loose else ""
    return Finding("Khóa bí mật", str(folder), advice)


def _database(config: Config) -> Finding:
    if config.embedded_database:
        try:
            postgres.binaries()
        except postgres.PostgresFailed as failure:
            return Finding("PostgreSQL", "đi kèm", str(failure))
        running = cluster_of(config).process() is not None
        return Finding("PostgreSQL", "đi kèm, đang chạy" if running else "đi kèm, chưa chạy")
    parts = conninfo_to_dict(config.database_url)
    try:
        with psycopg.connect(config.database_url, connect_timeout=5) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as failure:
        return Finding("PostgreSQL", "DATABASE_URL", f"Không kết nối được: {failure}".strip())
    if version < LEAST_SERVER_VERSION:
        return Finding("PostgreSQL", str(version), "Cần PostgreSQL 18 trở lên.")
    if parts.get("user") != postgres.APP:
        # The migrations take rights away from this name: with another the trail could be rewritten.
        return Finding(
            "PostgreSQL", str(parts.get("user")), f"Vai trò trong DATABASE_URL phải tên là {postgres.APP}."
        )
    return Finding("PostgreSQL", str(version))


def _tables(config: Config) -> Finding:
    if not config.embedded_database:
        advice = (
            "" if config.database_owner_url else "Đặt DATABASE_OWNER_URL để `hoitu migrate` làm việc được."
        )
        return Finding("Bảng dữ liệu", "ở máy chủ khác", advice)
    if is_prepared(config):
        return Finding("Bảng dữ liệu", "đúng phiên bản")
    return Finding("Bảng dữ liệu", "chưa sẵn sàng; `hoitu up` sẽ chuẩn bị")


def _front_end(config: Config) -> Finding:
    from hoitu.project.prepared import ROOT

    built = (ROOT / "frontend" / "dist" / "manifest.json").exists()
    return Finding(
        "Giao diện", "đã dựng" if built else "chưa dựng", "" if built else "Chạy `make run` một lần."
    )


def _newsroom(config: Config) -> Finding:
    return _port(config, "Cổng tòa soạn", config.port, "HOITU_PORT")


def _public(config: Config) -> Finding:
    return _port(config, "Cổng bạn đọc", config.public_port, "HOITU_PUBLIC_PORT")


def _port(config: Config, what: str, port: int, variable: str) -> Finding:
    try:
        ensure_port_free(config.host, port, variable)
    except PortTaken as taken:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_health", timeout=3) as answer:
                if answer.status == 200:
                    return Finding(what, f"{port}, Hội Tụ đang chạy")
        except (urllib.error.URLError, OSError):
            pass
        return Finding(what, str(port), str(taken))
    return Finding(what, f"{port}, còn trống")


def _pictures(config: Config) -> Finding:
    try:
        import pyvips
    except (ImportError, OSError) as failure:
        return Finding("Xử lý ảnh", "libvips", f"Không nạp được: {failure}")
    return Finding("Xử lý ảnh", f"libvips {pyvips.version(0)}.{pyvips.version(1)}")


def _browser(config: Config) -> Finding:
    found = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), "")
    # Only tests need it: its absence is told, not counted as a fault.
    return Finding("Chromium (chỉ để kiểm thử)", found or "không có; cài bằng: apt-get install chromium")
