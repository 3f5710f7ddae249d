"""What readers' pages may load is said in three places, for three programs: the renderer, our server, nginx."""

import re

from hoitu.project.public_answers import PLAYER_HOSTS, SAFETY, policy
from hoitu.site.rendering.document.embeds import _PLAYERS
from tests.architecture.layers import ROOT

NGINX = ROOT / "deploy" / "nginx" / "hoitu-headers.conf"


def _nginx_headers() -> dict[str, str]:
    lines = re.findall(r'^add_header (\S+) (?:"([^"]*)"|(\S+)) always;$', NGINX.read_text(), re.MULTILINE)
    return {name.lower(): quoted or plain for name, quoted, plain in lines}


def _players_host(pattern: str, player: str) -> str:
    """Return where a player lives; one that is framed as it is named ("{}") lives where its pattern says."""
    address = pattern.replace("\\", "") if player == "{}" else player
    found = re.search(r"https://[\w.-]+", address)
    assert found, address
    return found.group()


def test_our_server_allows_exactly_the_players_that_pages_offer() -> None:
    offered = {_players_host(pattern, player) for pattern, player in _PLAYERS}
    assert sorted(PLAYER_HOSTS.split()) == sorted(offered)


def test_nginx_sends_exactly_the_headers_of_our_server() -> None:
    assert _nginx_headers() == {"content-security-policy": policy(), **dict(SAFETY)}
    directives = [line for line in NGINX.read_text().splitlines() if line and not line.startswith("#")]
    assert len(directives) == len(_nginx_headers())  # no line that the reading above does not understand


def test_every_place_of_nginx_that_adds_a_header_adds_these_too() -> None:
    # A location with an `add_header` of its own inherits none from the level above.
    for path in NGINX.parent.glob("*.conf"):
        for block in re.findall(r"\{([^{}]*)\}", re.sub(r"#.*", "", path.read_text())):
            assert "add_header" not in block or "hoitu-headers.conf" in block, f"{path.name}: {block}"
