"""Open pages hear of changes through a real server: at once, of their own agency, holding no connections."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from hoitu.accounts.testing import make_agency, make_person
from hoitu.kernel.live import notify_live

pytestmark = pytest.mark.django_db(transaction=True)
OPEN_PAGES = 60


@pytest.fixture
def server(cluster: object) -> Iterator[str]:
    """The address of a newsroom web process."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "HOITU_PORT": str(port), "HOITU_DATABASE_POOL_MAX_CONNECTIONS": "8"}
    command = [sys.executable, "-m", "hoitu.project.cli", "web"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        yield _answering(f"http://127.0.0.1:{port}")
    finally:
        os.killpg(process.pid, 9)
        process.wait()


def _answering(address: str) -> str:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            httpx.get(f"{address}/song/")
            return address
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def _session(person: object) -> dict[str, str]:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


async def _tell(agency_id: object, topic: str, key: str) -> None:
    def commit() -> None:
        with transaction.atomic():
            notify_live(agency_id, topic, key)  # type: ignore[arg-type]
        connection.close()

    await asyncio.to_thread(commit)


async def _first(lines: "asyncio.Queue[str]", seconds: float = 5) -> str:
    return await asyncio.wait_for(lines.get(), seconds)


async def _listen(client: httpx.AsyncClient, query: str, lines: "asyncio.Queue[str]", **headers: str) -> None:
    async with client.stream("GET", f"/song/?{query}", headers=headers) as response:
        assert response.status_code == 200
        async for line in response.aiter_lines():
            if line.startswith(("data:", "event:", "retry:")):
                await lines.put(line)


def test_strangers_hear_nothing(server: str) -> None:
    assert httpx.get(f"{server}/song/?topics=stories").status_code == 401


def test_a_change_reaches_pages_of_its_agency_and_topic_only(server: str) -> None:
    ours, theirs = make_agency(), make_agency()
    lan, hoa = _session(make_person(ours)), _session(make_person(theirs))

    async def scene() -> None:
        async with (
            httpx.AsyncClient(base_url=server, cookies=lan, timeout=20) as lans,
            httpx.AsyncClient(base_url=server, cookies=hoa, timeout=20) as hoas,
        ):
            heard, other = asyncio.Queue[str](), asyncio.Queue[str]()
            tasks = [
                asyncio.create_task(_listen(lans, "topics=stories,releases", heard)),
                asyncio.create_task(_listen(hoas, "topics=stories", other)),
            ]
            assert (await _first(heard)).startswith("retry")
            assert (await _first(other)).startswith("retry")
            await asyncio.sleep(0.3)
            began = time.monotonic()
            await _tell(theirs.pk, "stories", "story:theirs")
            await _tell(ours.pk, "media", "asset:1")
            await _tell(ours.pk, "stories", "story:ours")
            assert json.loads((await _first(heard))[5:]) == {"topic": "stories", "key": "story:ours"}
            assert time.monotonic() - began < 1
            assert json.loads((await _first(other))[5:]) == {"topic": "stories", "key": "story:theirs"}
            assert heard.empty()
            for task in tasks:
                task.cancel()

    asyncio.run(scene())


def test_a_page_hears_what_moved_while_it_was_loading(server: str) -> None:
    agency = make_agency()
    lan = _session(make_person(agency))

    async def scene() -> None:
        async with httpx.AsyncClient(base_url=server, cookies=lan, timeout=20) as client:
            first, late = asyncio.Queue[str](), asyncio.Queue[str]()
            task = asyncio.create_task(_listen(client, "topics=stories", first))
            await _first(first)
            await asyncio.sleep(1.5)  # the listener must be older than what the late page asks for
            await _tell(agency.pk, "stories", "story:1")
            assert "story:1" in await _first(first)
            again = asyncio.create_task(_listen(client, "topics=stories&age=200", late))
            await _first(late)
            assert "story:1" in await _first(late)
            back = asyncio.Queue[str]()
            other = {"Last-Event-ID": "ffffffff:7"}  # from before a restart
            third = asyncio.create_task(_listen(client, "topics=stories", back, **other))
            await _first(back)
            assert await _first(back) == "event: missed"
            for one in (task, again, third):
                one.cancel()

    asyncio.run(scene())


def test_pages_look_at_everything_again_when_the_database_was_away(server: str) -> None:
    agency = make_agency()
    lan = _session(make_person(agency))

    def cut() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hoitu-live'"
            )
        connection.close()

    async def scene() -> None:
        async with httpx.AsyncClient(base_url=server, cookies=lan, timeout=20) as client:
            heard = asyncio.Queue[str]()
            task = asyncio.create_task(_listen(client, "topics=stories", heard))
            await _first(heard)
            await asyncio.sleep(0.3)
            await asyncio.to_thread(cut)
            assert await _first(heard) == "event: missed"
            await _first(heard)  # its empty data
            await _tell(agency.pk, "stories", "story:1")
            assert "story:1" in await _first(heard)
            task.cancel()

    asyncio.run(scene())


def test_open_pages_hold_no_database_connections(server: str) -> None:
    agency = make_agency()
    lan = _session(make_person(agency))

    async def scene() -> int:
        limits = httpx.Limits(max_connections=200)
        async with httpx.AsyncClient(base_url=server, cookies=lan, timeout=30, limits=limits) as client:
            pages = [asyncio.Queue[str]() for _ in range(OPEN_PAGES)]
            tasks = [asyncio.create_task(_listen(client, "topics=stories", page)) for page in pages]
            for page in pages:
                await _first(page, 20)
            await asyncio.sleep(0.5)
            await _tell(agency.pk, "stories", "story:1")
            for page in pages:
                assert "story:1" in await _first(page)
            held = await asyncio.to_thread(_connections)
            for task in tasks:
                task.cancel()
            return held

    assert asyncio.run(scene()) <= 8 + 1 + 2  # pool, listener, this test


def _connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        row: tuple[int] = cursor.fetchone()
    connection.close()
    return row[0]
