"""Structured data (schema.org) for search engines."""

from typing import Any

from hoitu.site.models import Article
from hoitu.site.queries import Shell


def article_ld(shell: Shell, article: Article) -> dict[str, Any]:
    """Return NewsArticle, or LiveBlogPosting for a live page."""
    card, page = article.card, article.page
    url = shell.site.origin + card["url"]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if page["live"] else "NewsArticle",
        "mainEntityOfPage": url,
        "headline": card["title"][:110],
        "description": page["description"],
        "datePublished": card["at"],
        "dateModified": page["updated"],
        "inLanguage": page["language"],
        "author": [
            {"@type": "Person", "name": byline["name"], "url": shell.site.origin + byline["url"]}
            for byline in page["bylines"]
        ]
        or [{"@type": "Organization", "name": shell.site.name}],
        "publisher": {"@type": "NewsMediaOrganization", "name": shell.site.name, "url": shell.home + "/"},
        "isAccessibleForFree": card["access"] == "open",
    }
    if card["section"]:
        data["articleSection"] = shell.section_titles.get(card["section"], card["section"])
    if card["picture"]:
        data["image"] = [shell.site.origin + card["picture"]["src"]]
    if page["tags"]:
        data["keywords"] = [tag["name"] for tag in page["tags"]]
    if page["corrections"]:
        data["correction"] = [correction["right"] for correction in page["corrections"]]
    if page["live"]:
        data["coverageStartTime"] = card["at"]
    return data


def breadcrumbs_ld(shell: Shell, crumbs: list[tuple[str, str]], title: str, path: str) -> dict[str, Any]:
    """Return the way from the home page to this one."""
    steps = [(shell.site.name, "/"), *crumbs, (title, path)]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": shell.home + step}
            for number, (name, step) in enumerate(steps, 1)
        ],
    }


def site_ld(shell: Shell) -> dict[str, Any]:
    """Return the site itself, with its search."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": shell.site.name,
        "url": shell.home + "/",
        "potentialAction": {
            "@type": "SearchAction",
            "target": shell.home + "/tim-kiem?q={q}",
            "query-input": "required name=q",
        },
    }
