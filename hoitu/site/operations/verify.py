"""The sampler: render random pages again and compare them with what readers get."""

from hoitu.site import files
from hoitu.site.data import Difference
from hoitu.site.models import Page, Site
from hoitu.site.operations.bake import same_output
from hoitu.site.queries import reads_of
from hoitu.site.rendering.pages import render

WHY = "the sampler looks at one site"


def verify_site(site: Site, *, sample: int = 500) -> tuple[int, list[Difference]]:
    """Compare `sample` random clean pages with a new rendering; return how many, and every difference.

    A difference means that something a page shows changed without marking the page: a missing dependency.
    """
    rows = Page.objects.unscoped(why=WHY).filter(site=site, generation=site.generation, dirty_at=None)
    paths = list(rows.order_by("?").values_list("path", flat=True)[:sample])
    reads = reads_of(site)
    found = []
    for path in paths:
        output = render(reads.fresh(), path)
        if output is None:
            found.append(Difference(site.slug, path, "nothing stands here any more"))
        elif not same_output(site, output, path):
            found.append(Difference(site.slug, path, "other bytes"))
        elif not files.unpacked_agrees(site.slug, path):
            found.append(Difference(site.slug, path, "compressed copies differ"))
    return len(paths), found
