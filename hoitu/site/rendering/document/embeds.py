"""What lies on other hosts: offered as a card with a link. Nothing is loaded from there before a reader asks."""

import re
from urllib.parse import quote

from markupsafe import Markup

from hoitu.kernel.text import slugify
from hoitu.site.rendering.document.markup import SAFE_SCHEMES, box_title
from hoitu.site.rendering.document.writer import Renderers, Writer
from hoitu.site.rendering.language import _
from hoitu.stories.document.schema import schema
from hoitu.stories.document.tree import Node

_ID = r"([A-Za-z0-9_-]{6,20})"
# A platform's public address → the address of its player; `PLAYER_HOSTS` is what readers' pages may frame.
_PLAYERS = (
    (rf"https://(?:www\.|m\.)?youtube\.com/watch\?(?:.*&)?v={_ID}.*", "https://www.youtube-nocookie.com/embed/{}"),
    (rf"https://(?:www\.)?youtube\.com/(?:shorts|live)/{_ID}.*", "https://www.youtube-nocookie.com/embed/{}"),
    (rf"https://youtu\.be/{_ID}.*", "https://www.youtube-nocookie.com/embed/{}"),
    (r"https://(?:www\.)?vimeo\.com/(\d+).*", "https://player.vimeo.com/video/{}?dnt=1"),
    (r"https://(?:www\.)?tiktok\.com/@[^/]*/video/(\d+).*", "https://www.tiktok.com/player/v1/{}"),
    (r"https://open\.spotify\.com/(\w+/\w+).*", "https://open.spotify.com/embed/{}"),
    (r"(https://soundcloud\.com/[\w-]+/[\w-]+).*", "https://w.soundcloud.com/player/?url={}"),
    (r"(https://datawrapper\.dwcdn\.net/\w+/?).*", "{}"),
    (r"(https://flo\.uri\.sh/[\w/-]+).*", "{}"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), player) for pattern, player in _PLAYERS)


def player_of(url: str) -> str:
    """Return the address of the player or chart behind a platform's address, "" when it can only be visited."""
    for pattern, player in _PATTERNS:
        if match := pattern.fullmatch(url):
            found = match.group(1)
            return player.format(quote(found, safe="") if "url=" in player else found)
    return ""


def embed(page: Writer, node: Node) -> Markup:
    """Return a card: title, platform, link. With a script the reader may open it here, by a click."""
    url = str(node.attr("url") or "")
    provider = str(node.attr("provider") or "")
    if not url.startswith(SAFE_SCHEMES):
        return Markup("")
    known = schema().providers.get(provider)
    label = known.label if known else provider
    title = node.attr("title") or page.say(_("Nội dung trên %(platform)s")) % {"platform": label}
    visit = page.say(_("Mở trên %(platform)s")) % {"platform": label}
    player = player_of(url)
    button = (
        Markup('<button type="button" class="js" data-player="{}" data-title="{}">{}</button>').format(
            player, title, page.say(_("Xem tại đây"))
        )
        if player
        else Markup("")
    )
    return Markup(
        '<div class="embed {kind}"><p class="embed-title">{title}</p><p class="embed-why">{why}</p>'
        '<p class="embed-do">{button}<a href="{url}" rel="noopener nofollow" target="_blank">{visit}</a></p></div>'
    ).format(
        kind=slugify(provider),
        title=title,
        why=page.say(_("Nội dung này nằm trên %(platform)s, chỉ tải khi bạn bấm.")) % {"platform": label},
        button=button,
        url=url,
        visit=visit,
    )


def poll(page: Writer, node: Node) -> Markup:
    options = Markup("").join(Markup("<li>{}</li>").format(option) for option in node.attr("options") or [])
    return Markup('<div role="note" class="box poll" data-poll="{}">{}<ul>{}</ul></div>').format(
        node.attr("poll") or "", box_title(node.attr("question")), options
    )


RENDERERS: Renderers = {"embed": embed, "poll": poll}
