"""What surrounds every page of a site, menu and footer: made once for all pages that one reader of the site makes."""

from typing import Any

from markupsafe import Markup

from hoitu.site.queries import Shell
from hoitu.site.rendering.assets import bundle
from hoitu.site.rendering.environment import environment


def frame(shell: Shell, path: str) -> dict[str, Any]:
    """Return what every template of a site's pages finds: the site, its furniture, menu and footer."""
    if not shell.frame:
        shell.frame.update(_site(shell))
        shell.frame["foot"] = _made(shell, "foot.html", path)
    # The menu marks where the reader is: in a section, or exactly on its own page.
    folder = path if path == "/" else path[: path.find("/", 1) + 1]
    place = f"menu {folder} {path == folder}"
    if place not in shell.frame:
        shell.frame[place] = _made(shell, "menu.html", path)
    return {**shell.frame, "path": path, "menu": shell.frame[place]}


def _site(shell: Shell) -> dict[str, Any]:
    return {
        "shell": shell,
        "site": shell.site,
        "prefix": shell.prefix,
        "home": shell.home,
        "furniture": shell.furniture,
        "assets": bundle(shell.site),
        "theme": shell.site.theme,
    }


def _made(shell: Shell, template: str, path: str) -> Markup:
    html = environment(shell.site.language).get_template(template).render({**_site(shell), "path": path})
    return Markup(html)  # noqa: S704 - made by a template that escapes
