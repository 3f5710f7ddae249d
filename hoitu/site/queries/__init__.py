"""What pages read (`reads`, many at once `ahead`), what belongs together (`related`), what others ask (`sites`)."""

from hoitu.site.queries.ahead import read_ahead
from hoitu.site.queries.reads import (
    LONGEST_FEED,
    Card,
    ListingInfo,
    Reads,
    Shell,
    listing_info,
    reads_of,
    site_card,
)
from hoitu.site.queries.related import related_stories
from hoitu.site.queries.sites import (
    active_sites,
    addresses_of,
    article_of,
    daily_views,
    front_of,
    placed,
    placed_data,
    recent_bakes,
    site_of,
    sites_of,
    stories_to_pin,
)

__all__ = [
    "LONGEST_FEED",
    "Card",
    "ListingInfo",
    "Reads",
    "Shell",
    "active_sites",
    "addresses_of",
    "article_of",
    "daily_views",
    "front_of",
    "listing_info",
    "placed",
    "placed_data",
    "read_ahead",
    "reads_of",
    "recent_bakes",
    "related_stories",
    "site_card",
    "site_of",
    "sites_of",
    "stories_to_pin",
]
