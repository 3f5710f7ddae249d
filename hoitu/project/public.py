"""The readers' server: baked files, signed media, a few dynamic answers.

It needs neither the newsroom nor the database; only dynamic answers say so when the database is away. In
production nginx serves the files (deploy/) and passes the rest to this process.
"""

import asyncio
import logging
import multiprocessing
import os
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qsl

from hoitu.kernel import postgres
from hoitu.kernel.web.public import PublicRequest, PublicResponse, Route
from hoitu.project import config as configuration
from hoitu.project.databases import conninfo_of
from hoitu.project.processes import end_with_parent
from hoitu.project.public_answers import SAFETY, Answer, Headers, answer_file, policy
from hoitu.project.public_files import (
    FileCache,
    Redirects,
    Site,
    Sites,
    is_hashed,
    safe_parts,
    stamp_of,
)
from hoitu.project.public_log import PublicLog
from hoitu.project.public_ready import ReadyAnswers, folder_stamp
from hoitu.project.public_sentences import AWAY, METHOD, MISSING, NO_SITE, TOO_LARGE, sentence
from hoitu.project.public_signed import PREFIXES, SignedFiles

log = logging.getLogger(__name__)

ROUTE_MODULES = ["hoitu.site.public_api"]
ROUTE_LIMIT_SECONDS = 10
LONGEST_PATH = 2_000

# With one of these a request asks for less than the whole page.
UNUSUAL = frozenset({"range", "if-none-match", "if-modified-since", "if-range"})


class PublicServer:
    """The RSGI application."""

    def __init__(self, config: configuration.Config) -> None:
        self._config = config
        self._files = FileCache()
        self._sites = Sites(config.public_folder)
        self._redirects = Redirects()
        self._ready = ReadyAnswers()
        self._log = PublicLog(config.home / "public-log")
        self._routes = _routes()
        self._signed = SignedFiles(self._files, config.files_folder, config.media_signing_key())
        self._table: list[Site] = []
        self._policies: dict[str, Headers] = {}

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        server = multiprocessing.parent_process()
        assert server is not None  # granian starts its workers as processes
        assert server.pid is not None
        end_with_parent(server.pid)
        self._log.start()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._log.stop()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.proto != "http":
            protocol.close(404)
            return
        asked = scope.headers
        host = _host(scope.authority or asked.get("host") or "")
        path = scope.path
        answer = self._busy_page(scope, asked, host, path)
        if answer is None:
            answer = await self._answer(scope, protocol, asked, host, path)
        _send(protocol, scope.method, answer)
        if not is_hashed(path) and not path.startswith((*PREFIXES, "/_health")):
            self._log.add(
                host=host,
                path=path,
                status=answer.status,
                size=answer.size,
                client=self._client(scope),
                agent=asked.get("user-agent") or "",
                referrer=asked.get("referer") or "",
            )

    def _busy_page(self, scope: Any, asked: Any, host: str, path: str) -> Answer | None:
        """Return the answer of a page that is asked for again and again as browsers and proxies do first."""
        if scope.method != "GET" or scope.query_string or not UNUSUAL.isdisjoint(asked.keys()):
            return None
        self._look_at_table()
        key = (host, path, asked.get("accept-encoding") or "")
        known = self._ready.get(key)
        if known is not None:
            return known
        site = self._sites.find(host, path)
        parts = safe_parts(path[len(site.prefix) - 1 :]) if site and path.startswith(site.prefix) else None
        if site is None or parts is None or path[len(site.prefix) - 1 :].rstrip("/") in self._routes:
            return None
        folder = os.path.join(site.folder, *parts[:-1])
        stamp = folder_stamp(folder)
        answer = self._file(site, parts, asked)
        if answer is not None:
            self._ready.keep(key, answer, folder, stamp)
        return answer

    def _look_at_table(self) -> None:
        """Begin anew when the table of sites, their prefixes or their policies changed."""
        table = self._sites.all()
        if table is not self._table:
            self._table = table
            self._policies = {
                site.slug: [("content-security-policy", policy(site.csp)), *SAFETY] for site in table
            }
            self._ready.forget()

    async def _answer(self, scope: Any, protocol: Any, asked: Any, host: str, path: str) -> Answer:
        language = self._sites.language(host, path)
        if len(path) > LONGEST_PATH:
            return sentence(414, MISSING, language)
        if path == "/_health":
            return Answer(200, [("content-type", "text/plain"), ("cache-control", "no-store")], b"ok\n")
        if path.startswith(PREFIXES):
            return self._signed.answer(path, scope.query_string, asked, scope.method, language)
        site = self._sites.find(host, path)
        if site is None:
            return sentence(404, NO_SITE, language)
        if path + "/" == site.prefix:
            return _moved(site.prefix, scope.query_string)
        inside = path[len(site.prefix) - 1 :]
        route = self._routes.get(inside.rstrip("/"))
        if route is not None:
            return await self._dynamic(route, site, scope, protocol, asked, inside)
        if scope.method not in ("GET", "HEAD"):
            return sentence(405, METHOD, language, [("allow", "GET, HEAD")])
        return self._page(site, inside, scope.query_string, asked)

    # -- baked files --------------------------------------------------------------------------------------

    def _page(self, site: Site, path: str, query: str, asked: Mapping[str, str]) -> Answer:
        moved = self._redirects.exact(site, path, query)
        if moved is not None:
            return _moved(moved, "")
        parts = safe_parts(path)
        if parts is not None:
            found = self._file(site, parts, asked)
            if found is not None:
                return found
            if parts[-1] and stamp_of(os.path.join(site.folder, *parts, "index.html")):
                return _moved(f"{site.prefix[:-1]}{path}/", query)
        target = self._redirects.find(site, path)
        if target is not None:
            return _moved(target, "")
        missing = answer_file(
            self._files, str(site.folder / "404.html"), asked, status=404, headers=self._headers(site)
        )
        return missing or sentence(404, MISSING, site.language)

    def _file(self, site: Site, parts: list[str], asked: Mapping[str, str]) -> Answer | None:
        """Return the answer of the baked file at a path, None when there is none."""
        page = os.path.join(site.folder, *parts) + ("" if parts[-1] else "index.html")
        # The marker stands beside the page; it is there before the page's words change.
        status = 410 if os.path.exists(f"{page}.gone") else 200
        return answer_file(self._files, page, asked, status=status, headers=self._headers(site))

    def _headers(self, site: Site) -> Headers:
        self._look_at_table()
        return self._policies[site.slug]

    # -- dynamic answers ----------------------------------------------------------------------------------

    async def _dynamic(
        self, route: Route, site: Site, scope: Any, protocol: Any, asked: Any, path: str
    ) -> Answer:
        method = "GET" if scope.method == "HEAD" else scope.method
        if method not in route.methods:
            return sentence(405, METHOD, site.language, [("allow", ", ".join(route.methods))])
        body = b""
        if method != "GET":
            async for chunk in protocol:
                body += chunk
                if len(body) > route.body_limit_bytes:
                    return sentence(413, TOO_LARGE, site.language)
        request = PublicRequest(
            method=method,
            site=site.slug,
            path=path,
            query=dict(parse_qsl(scope.query_string, max_num_fields=50)),
            headers={name.lower(): value for name, value in asked.items()},
            body=body,
            folder=site.folder.parent,
            database=conninfo_of(self._config, postgres.PUBLIC),
        )
        try:
            async with asyncio.timeout(ROUTE_LIMIT_SECONDS):
                made = await asyncio.to_thread(route.answer, request)
        except Exception:
            # The cause is for the log; a reader is told what still works.
            log.exception("%s failed", path)
            return sentence(503, AWAY, site.language, [("retry-after", "60")])
        return self._from_route(site, made)

    def _from_route(self, site: Site, made: PublicResponse) -> Answer:
        headers = [
            ("content-type", made.content_type),
            *((name.lower(), value) for name, value in made.headers.items()),
            *self._headers(site),
        ]
        if not any(name == "cache-control" for name, _ in headers):
            headers.append(("cache-control", "no-store"))
        return Answer(made.status, headers, made.body)

    def _client(self, scope: Any) -> str:
        forwarded = scope.headers.get("x-forwarded-for") if self._config.trusted_proxy else None
        return str(forwarded).split(",")[-1].strip() if forwarded else str(scope.client).rpartition(":")[0]


@lru_cache(maxsize=1000)
def _host(authority: str) -> str:
    """Return the host name without its port."""
    name, _, port = authority.rpartition(":")
    return (name if name and port.isdigit() else authority).lower()


def _moved(address: str, query: str) -> Answer:
    location = f"{address}?{query}" if query else address
    return Answer(301, [("location", location), ("cache-control", "public, max-age=60"), *SAFETY])


def _send(protocol: Any, method: str, answer: Answer) -> None:
    if method == "HEAD":
        length = str(answer.size)
        known = any(name == "content-length" for name, _ in answer.headers)
        headers = answer.headers if known else [*answer.headers, ("content-length", length)]
        protocol.response_empty(answer.status, headers)
    elif answer.file and answer.status == 206:
        protocol.response_file_range(answer.status, answer.headers, answer.file, answer.start, answer.end)
    elif answer.file:
        protocol.response_file(answer.status, answer.headers, answer.file)
    elif answer.body:
        protocol.response_bytes(answer.status, answer.headers, answer.body)
    else:
        protocol.response_empty(answer.status, answer.headers)


def _routes() -> dict[str, Route]:
    """Return the dynamic paths that rooms offer."""
    routes: dict[str, Route] = {}
    for name in ROUTE_MODULES:
        if find_spec(name) is not None:
            routes |= {route.path.rstrip("/"): route for route in import_module(name).ROUTES}
    return routes


def application() -> PublicServer:
    """Return the application that `hoitu public` serves."""
    return PublicServer(configuration.load())
