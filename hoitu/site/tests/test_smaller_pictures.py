"""A browser that reads AVIF gets it; every other one gets WebP, and the plainest a JPEG."""

from dataclasses import replace

from hoitu.kernel.ids import new_id
from hoitu.media.data import Rendition
from hoitu.site.rendering.pictures import baked, files_of, picture_of, srcset
from hoitu.site.testing import asset as make_asset


def test_avif_stands_beside_webp_and_never_in_its_place() -> None:
    asset = make_asset(new_id(), caption="Cầu")
    plain = picture_of(asset, baked(""))
    assert "avif" not in plain, "pictures of before stay as they were"
    small = Rendition("a320", 320, 213, "avif", "media/x-320.avif", "f" * 64, 500)
    both = replace(asset, renditions=(*asset.renditions, small))
    shown = picture_of(both, baked(""))
    assert shown["set"] == plain["set"]
    assert shown["src"] == plain["src"]
    assert srcset(shown, "avif") == f"/media/320-{'f' * 20}.avif 320w"
    assert [f"320-{'f' * 20}.avif", "media/x-320.avif", str(asset.id)] in files_of({asset.id: both})
