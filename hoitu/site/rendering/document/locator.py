"""Where something happened: the country's provinces as tiles, one of them marked, drawn here; no map is asked for."""

from markupsafe import Markup

from hoitu.accounts import api as accounts
from hoitu.site.rendering.document.writer import Renderers, Writer
from hoitu.site.rendering.language import _
from hoitu.stories.document.tree import Node

STEP = 14
SIDE = 12


def map_locator(page: Writer, node: Node) -> Markup:
    """Return the place's name, its tile on the schematic map, and links for whoever wants a map of the streets."""
    lat, lon = float(node.attr("lat") or 0), float(node.attr("lon") or 0)
    zoom = int(node.attr("zoom") or 12)
    province = accounts.provinces().get(str(node.attr("province") or ""))
    label = str(node.attr("label") or "")
    in_province = province.name if province and province.name != label else ""
    return Markup(
        '<div class="locator">{drawn}<div><p class="locator-place"><strong>{label}</strong>{province}</p>'
        '<p class="locator-at">{at}</p><p class="locator-do">'
        '<a href="geo:{lat},{lon}?z={zoom}">{app}</a> '
        '<a href="https://www.openstreetmap.org/?mlat={lat}&amp;mlon={lon}#map={zoom}/{lat}/{lon}" '
        'rel="noopener nofollow" target="_blank">{visit}</a></p></div></div>'
    ).format(
        drawn=_tiles(page, province) if province else "",
        label=label,
        province=Markup(" <span>{}</span>").format(in_province) if in_province else "",
        at=_coordinates(page, lat, lon),
        lat=f"{lat:.5f}",
        lon=f"{lon:.5f}",
        zoom=zoom,
        app=page.say(_("Mở trong ứng dụng bản đồ")),
        visit=page.say(_("Xem trên OpenStreetMap")),
    )


def _tiles(page: Writer, here: accounts.Province) -> Markup:
    """Return the country as tiles; an archipelago is a part of its province and is marked with it."""
    shown = [one for one in accounts.provinces().values() if not one.sample or one.key == here.key]
    tiles = [(one.column, one.row, one.key == here.key) for one in shown]
    tiles += [(one.islands.column, one.islands.row, one.key == here.key) for one in shown if one.islands]
    width = max(column for column, _row, _here in tiles) * STEP
    height = max(row for _column, row, _here in tiles) * STEP
    drawn = Markup("").join(
        Markup('<rect x="{}" y="{}" width="{side}" height="{side}" rx="2"{}/>').format(
            (column - 1) * STEP, (row - 1) * STEP, Markup(' class="here"') if marked else "", side=SIDE
        )
        for column, row, marked in tiles
    )
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>'
    ).format(
        page.say(_("Sơ đồ các tỉnh, thành phố: %(place)s")) % {"place": here.name},
        width,
        height,
        width,
        height,
        drawn,
    )


def _coordinates(page: Writer, lat: float, lon: float) -> str:
    north = page.say(_("%(degrees)s° vĩ Bắc") if lat >= 0 else _("%(degrees)s° vĩ Nam"))
    east = page.say(_("%(degrees)s° kinh Đông") if lon >= 0 else _("%(degrees)s° kinh Tây"))
    # Numbers of this language end after three decimals; of a place they mean a hundred metres.
    mark = page.words.number(0.5)[1]
    return ", ".join(
        words % {"degrees": str(round(abs(value), 4)).replace(".", mark)}
        for words, value in ((north, lat), (east, lon))
    )


RENDERERS: Renderers = {"mapLocator": map_locator}
