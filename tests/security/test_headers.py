"""What browsers are told on every page, and that no form is taken without its token."""

import re

import pytest
from django.http import HttpResponseBase
from django.test import Client

from hoitu.accounts.testing import PASSWORD, make_person, signed_in
from tests.security.test_permissions import PUBLIC, TABLE, undone
from tests.security.world import World, addresses

pytestmark = pytest.mark.timeout(300)
EMBEDS = "/nhung/"

# Programs send here; what they send is signed, and no browser sends it for anybody.
SIGNED = {"connector:receive-online"}


def directives(response: HttpResponseBase) -> dict[str, str]:
    """Return the parts of the content security policy."""
    parts = [part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";")]
    return {name: value for name, _space, value in parts}


def problems(path: str, response: HttpResponseBase) -> list[str]:
    """Say what is wrong with the headers of one answer."""
    headers, policy = response.headers, directives(response)
    wrong = []
    if "unsafe" in policy["script-src"] or "*" in policy["script-src"] or "http" in policy["script-src"]:
        wrong.append(f"scripts: {policy['script-src']}")
    fixed = {
        "frame-ancestors": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    if path.startswith(EMBEDS) and response.status_code == 200:
        fixed["frame-ancestors"] = "https://so.example"  # what the embed names, nothing else
    wrong += [f"{name}: {policy.get(name)}" for name, value in fixed.items() if policy.get(name) != value]
    wanted = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": ""}
    wrong += [
        f"{name} is missing" for name, value in wanted.items() if value not in headers.get(name, "-missing")
    ]
    if headers.get("X-Frame-Options") not in ("SAMEORIGIN", "DENY"):
        wrong.append(f"frames: {headers.get('X-Frame-Options')}")
    if "public" in headers.get("Cache-Control", ""):
        wrong.append(f"kept by caches: {headers['Cache-Control']}")
    return [f"{response.status_code} {path} {sentence}" for sentence in wrong]


def inline_scripts(response: HttpResponseBase) -> list[str]:
    """Return scripts and handlers in a page that its own policy would stop."""
    if response.streaming or "text/html" not in response.headers.get("Content-Type", ""):
        return []
    html = response.content.decode()  # type: ignore[attr-defined]
    scripts = re.findall(r"<script\b[^>]*>", html)
    plain = [tag for tag in scripts if "src=" not in tag and "nonce=" not in tag and "json" not in tag]
    return plain + re.findall(r"<[a-z][^>]*\son(?:click|load|error|submit|change)\s*=", html)


def test_every_answer_has_its_headers(world: World) -> None:
    wrong: list[str] = []
    with undone():
        for client in (Client(), signed_in(make_person(world.agency, "director"))):
            for address in addresses():
                if address.name in ("account_logout", "kernel:stream"):
                    continue
                path = world.paths(address)[0]
                response = client.get(path)
                wrong += problems(path, response)
                wrong += [f"{path} {tag}" for tag in inline_scripts(response)]
            for path in ("/khong-co/", "/tin-bai/khong-phai-so/", "/kho/%00/"):
                response = client.get(path)
                assert response.status_code in (302, 400, 404)
                wrong += problems(path, response)
    assert not wrong, "\n".join(wrong)


def test_no_form_is_taken_without_its_token(world: World) -> None:
    wrong = []
    with undone():
        person = make_person(world.agency, "director")
        for client in (Client(enforce_csrf_checks=True), signed_in(person, Client(enforce_csrf_checks=True))):
            for address in addresses():
                path = world.paths(address)[0]
                response = client.post(path, {"name": "x"})
                wrong += problems(path, response)
                open_anyway = TABLE[address.name] == PUBLIC and response.status_code == 405
                open_anyway |= address.name in SIGNED and response.status_code == 400
                if response.status_code != 403 and not open_anyway:
                    wrong.append(f"{response.status_code} POST {path} without a token")
    assert not wrong, "\n".join(wrong)


def test_cookies_are_out_of_reach_of_scripts_and_strangers(world: World) -> None:
    with undone():
        person = make_person(world.agency, "reporter", password=PASSWORD)
        client = Client()
        client.get("/dang-nhap/")
        client.post("/dang-nhap/", {"login": person.email, "password": PASSWORD})
        session, csrf = client.cookies["hoitu_session"], client.cookies["hoitu_csrf"]
        assert session["httponly"]
        assert (session["samesite"], csrf["samesite"]) == ("Lax", "Lax")


def test_over_https_cookies_never_travel_in_the_clear() -> None:
    """The setting follows the address of the newsroom; a test runs over plain HTTP."""
    from hoitu.project import settings

    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == settings.HTTPS
