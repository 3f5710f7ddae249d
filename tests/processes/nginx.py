"""nginx with the configuration of deploy/, beside what a bare Debian has."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.architecture.layers import ROOT

# What Debian's nginx.conf sets, with the folders of this run.
FRAME = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes auto;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log {folder}/access.log;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
{servers}
}}
"""


def readers(home: Path, slug: str, port: int, public_port: int) -> str:
    """Return deploy/nginx/hoitu.conf for readers of a site as shipped, but for names, folders and TLS."""
    shipped = (ROOT / "deploy" / "nginx" / "hoitu.conf").read_text(encoding="utf-8")
    head, server = shipped.split("# Readers.\n")
    head = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", head, flags=re.S)
    server = server.split("# The newsroom:")[0]
    server = re.sub(r"\n    (listen \[::\]|ssl_)[^\n]*", "", server)
    server = server.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = (head + server).replace("127.0.0.1:8080", f"127.0.0.1:{public_port}")
    text = text.replace("/var/lib/hoitu/public/sites/bao-tinh", str(home / "public" / "sites" / slug))
    text = text.replace("/var/lib/hoitu", str(home))
    (home / "public-log").mkdir(exist_ok=True)
    for snippet in (ROOT / "deploy" / "nginx").glob("*.conf"):
        inside = snippet.read_text(encoding="utf-8").replace("/etc/nginx/snippets", str(home))
        (home / snippet.name).write_text(inside, encoding="utf-8")
    return text.replace("/etc/nginx/snippets", str(home))


@contextmanager
def nginx(folder: Path, servers: str) -> Iterator[None]:
    """Run nginx with these server blocks inside Debian's frame; what it writes goes to a new folder."""
    folder.mkdir()
    # The data folder is private; nginx's workers serve as the user who measures.
    user = "user root;\n" if Path.home() == Path("/root") else ""
    config = folder / "nginx.conf"
    config.write_text(user + FRAME.format(folder=folder, servers=servers), encoding="utf-8")
    process = subprocess.Popen(["nginx", "-c", str(config), "-e", str(folder / "error.log")])
    try:
        yield
    finally:
        process.terminate()
        process.wait()
