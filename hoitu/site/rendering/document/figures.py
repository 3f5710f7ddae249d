"""Pictures, galleries, panoramas, comparisons and scenes."""

from markupsafe import Markup

from hoitu.site.rendering.document.markup import box_title, figure, tag
from hoitu.site.rendering.document.writer import Renderers, Writer
from hoitu.site.rendering.language import _
from hoitu.site.rendering.pictures import focus_of
from hoitu.stories.document.tree import Node

SIDES = {"before": _("Trước"), "after": _("Sau")}
SIZES = {
    "normal": "(min-width: 760px) 720px, 100vw",
    "wide": "(min-width: 1100px) 1080px, 100vw",
    "full": "100vw",
    "left": "(min-width: 760px) 340px, 100vw",
    "right": "(min-width: 760px) 340px, 100vw",
}


def picture(page: Writer, node: Node) -> Markup:
    layout = str(node.attr("layout") or "normal")
    ratio = node.attr("ratio")
    # A picture is cut only where somebody chose a frame; the point matters there, and in lists.
    classes = f"crop r{ratio.replace(':', '-')} {focus_of(node)}".strip() if ratio else ""
    image = page.image(node.attr("asset"), node.attr("alt"), SIZES[layout], classes)
    return figure(f"fig {layout}", image, page.children(node), page.credit(node))


def gallery(page: Writer, node: Node) -> Markup:
    return Markup('<div class="gallery {}">{}{}</div>').format(
        node.attr("layout"), box_title(node.attr("title")), page.children(node)
    )


def gallery_item(page: Writer, node: Node) -> Markup:
    image = page.image(node.attr("asset"), node.attr("alt"), SIZES["normal"])
    return figure("", image, page.children(node), page.credit(node))


def panorama(page: Writer, node: Node) -> Markup:
    image = page.image(node.attr("asset"), node.attr("alt"), SIZES["wide"])
    shown = page.pictures.get(str(node.attr("asset")))
    scroller = Markup(
        '<div class="pan"><div tabindex="0" role="group" aria-label="{}">{}</div>{}</div>'
    ).format(
        page.say(_("Ảnh 360°, kéo ngang để xem")),
        image,
        _look_around(page, node, shown["src"]) if shown else "",
    )
    return figure("fig wide pano", scroller, page.children(node), page.credit(node))


def _look_around(page: Writer, node: Node, src: str) -> Markup:
    """Return the button that makes the flat picture one to look around in (frontend/panorama)."""
    name = page.say(
        _("Ảnh 360°: %(alt)s. Kéo, hoặc dùng phím mũi tên để nhìn quanh, phím + và − để lại gần, ra xa.")
    )
    return Markup(
        '<button type="button" class="js" data-panorama data-src="{}" data-yaw="{}" data-pitch="{}" data-name="{}" '
        'data-failed="{}">{}</button>'
    ).format(
        src,
        round(float(node.attr("yaw") or 0), 1),
        round(float(node.attr("pitch") or 0), 1),
        name % {"alt": node.attr("alt") or ""},
        page.say(_("Máy này không xoay được ảnh 360°. Hãy kéo ngang ảnh phẳng để xem.")),
        page.say(_("Xoay nhìn quanh 360°")),
    )


def ar_scene(page: Writer, node: Node) -> Markup:
    model = page.media.get(str(node.attr("asset")), {}).get("src", "")
    shown = page.image(node.attr("poster"), node.attr("alt"), SIZES["normal"])
    if model:
        shown += Markup('<a class="ar" href="{}" rel="ar">{}</a>').format(
            model, page.say(_("Xem mô hình ba chiều"))
        )
    return figure("fig", shown, page.children(node), page.credit(node))


def before_after(page: Writer, node: Node) -> Markup:
    labels = {side: str(node.attr(f"{side}Label") or page.say(words)) for side, words in SIDES.items()}
    sides = Markup("").join(
        Markup('<div class="{}">{}<span>{}</span></div>').format(
            side,
            page.image(
                node.attr(side),
                f"{node.attr('alt') or ''} – {labels[side]}",
                SIZES["wide"],
            ),
            labels[side],
        )
        for side in SIDES
    )
    # With the reader's script the pictures lie on each other; the field, as wide as they are, draws the line.
    both = all(str(node.attr(side)) in page.pictures for side in SIDES)
    slider = (
        Markup(
            '<input class="js" type="range" min="0" max="100" value="50" data-compare aria-label="{}">'
        ).format(page.say(_("Kéo để so sánh: %(before)s – %(after)s")) % labels)
        if both
        else ""
    )
    pair = Markup('<div class="pair{}">{}{}</div>').format(" both" if both else "", sides, slider)
    return figure("fig wide before-after", pair, page.children(node), page.credit(node))


def scrolly_section(page: Writer, node: Node) -> Markup:
    return tag("section", page.children(node), f' class="scrolly {node.attr("layout") or "overlay"}"')


def scrolly_step(page: Writer, node: Node) -> Markup:
    image = (
        page.image(node.attr("asset"), node.attr("alt"), SIZES["full"]) if node.attr("asset") else Markup("")
    )
    credit = (
        Markup('<span class="credit">{}</span>').format(node.attr("credit")) if node.attr("credit") else ""
    )
    back = Markup('<div class="scene">{}{}</div>').format(image, credit) if image else ""
    return Markup('<div class="step">{}<div class="words">{}</div></div>').format(back, page.children(node))


RENDERERS: Renderers = {
    "figure": picture,
    "gallery": gallery,
    "galleryItem": gallery_item,
    "panorama360": panorama,
    "arScene": ar_scene,
    "beforeAfter": before_after,
    "scrollySection": scrolly_section,
    "scrollyStep": scrolly_step,
}
