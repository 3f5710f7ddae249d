"""The newsroom's own scripts and styles, as browsers fetch them."""

import asyncio
from pathlib import Path

import brotli
import httpx
import pytest

from hoitu.project import asgi

SCRIPT = b"export const words = 1;\n" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "shell.js").write_bytes(SCRIPT)
    (tmp_path / "static" / "shell.js.br").write_bytes(brotli.compress(SCRIPT))
    (tmp_path / "secret").write_text("của tòa soạn")
    return tmp_path / "static"


def fetch(folder: Path, path: str, **headers: str) -> httpx.Response:
    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(asgi.with_static_files(folder, seconds=60))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(go())


def test_a_script_comes_compressed_is_kept_and_is_never_taken_for_something_else(folder: Path) -> None:
    answer = fetch(folder, "/static/shell.js", **{"accept-encoding": "br"})
    assert answer.content == SCRIPT
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["cache-control"] == "max-age=60, public"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"].startswith("text/javascript")
    again = fetch(folder, "/static/shell.js", **{"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_who_cannot_unpack_gets_it_plain(folder: Path) -> None:
    answer = fetch(folder, "/static/shell.js", **{"accept-encoding": "identity"})
    assert (answer.content, "content-encoding" in answer.headers) == (SCRIPT, False)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/static/none.js", "/static/../secret", "/static/%2e%2e/secret"])
def test_nothing_beside_the_folder_is_served(folder: Path, path: str) -> None:
    assert fetch(folder, path).status_code in (302, 404)
