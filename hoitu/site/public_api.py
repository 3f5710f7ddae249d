"""What the readers' server answers itself: the search. No database is asked, no Django is set up."""

import re
from html import escape
from urllib.parse import urlencode

from hoitu.kernel.web.public import PublicRequest, PublicResponse, Route
from hoitu.site import search
from hoitu.site.addresses import marker_of, path_in_site
from hoitu.site.rendering.environment import environment
from hoitu.site.rendering.language import DEFAULT

PER_PAGE = 20
LAST_PAGE = 50


def answer_search(request: PublicRequest) -> PublicResponse:
    """Answer `/tim-kiem?q=…&trang=…` with a whole page."""
    folder = request.folder
    words = request.query.get("q", "").strip()[: search.LONGEST_QUERY]
    asked = request.query.get("trang", "1")
    page = min(int(asked), LAST_PAGE) if asked.isascii() and asked.isdigit() and int(asked) else 1
    total, hits = search.find(folder / "search", words, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    shell = (folder / "current" / "_search.html").read_text(encoding="utf-8")
    results = (
        environment(_language_of(shell))
        .get_template("search_results.html")
        .render(
            query=words,
            total=total,
            # The index follows a withdrawal later than the marker does: what answers 410 is not shown.
            hits=[
                hit for hit in hits if not (folder / "current" / marker_of(path_in_site(hit.url))).exists()
            ],
            newer=_address(words, page - 1) if page > 1 else "",
            older=_address(words, page + 1) if total > page * PER_PAGE and page < LAST_PAGE else "",
        )
    )
    html = shell.replace("@@QUERY@@", escape(words)).replace("@@RESULTS@@", results)
    return PublicResponse(
        html.encode(), headers={"cache-control": "public, max-age=60", "x-robots-tag": "noindex"}
    )


def _language_of(shell: str) -> str:
    """Return the site's language; the baked page says it, for there is no database to ask."""
    found = re.search(r'<html lang="([a-z]{2})"', shell[:200])
    return found.group(1) if found else DEFAULT


def _address(words: str, page: int) -> str:
    return "?" + urlencode({"q": words, "trang": page})


ROUTES = [Route("/tim-kiem", answer_search)]
