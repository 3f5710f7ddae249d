"""The front door of the site room."""

from hoitu.site.operations.fronts import (
    BadLayout,
    BadSchedule,
    layout_of,
    publish_front,
    save_draft,
    schedule_front,
)
from hoitu.site.operations.full_bake import bake_everything
from hoitu.site.operations.pictures import on_picture_changed
from hoitu.site.operations.settings import (
    BadAddress,
    add_redirects,
    change_site,
    create_site,
    order_sections,
    place_fragment,
    save_static_page,
)
from hoitu.site.operations.terms import on_term_changed
from hoitu.site.operations.verify import verify_site
from hoitu.site.queries import addresses_of, daily_views, front_of, sites_of

__all__ = [
    "BadAddress",
    "BadLayout",
    "BadSchedule",
    "add_redirects",
    "addresses_of",
    "bake_everything",
    "change_site",
    "create_site",
    "daily_views",
    "front_of",
    "layout_of",
    "on_picture_changed",
    "on_term_changed",
    "order_sections",
    "place_fragment",
    "publish_front",
    "save_draft",
    "save_static_page",
    "schedule_front",
    "sites_of",
    "verify_site",
]
