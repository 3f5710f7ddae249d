"""A recipe on pixels, through libvips: hide, turn, level, crop, tone."""

import math

import pyvips

from hoitu.media.recipes import WHOLE, Geometry, Hidden, Recipe, cells_of, tone_matrix


def edited(upright: pyvips.Image, recipe: Recipe) -> pyvips.Image:
    """Return the picture as the recipe shows it; `upright` lies in memory, in eight bits of sRGB or grey."""
    image = upright
    for place in recipe.hidden:
        image = _without(image, place)
    image = _placed(image, recipe)
    return _toned(image, recipe) if recipe.has_tone else image


def _without(image: pyvips.Image, place: Hidden) -> pyvips.Image:
    """Hide a place: what is left of it is a few mean values, from which nothing can be brought back."""
    left, top = place.x * image.width // WHOLE, place.y * image.height // WHOLE
    right = min(image.width, max(left + 1, math.ceil((place.x + place.width) * image.width / WHOLE)))
    bottom = min(image.height, max(top + 1, math.ceil((place.y + place.height) * image.height / WHOLE)))
    width, height = right - left, bottom - top
    area = image.crop(left, top, width, height)
    if place.way == "solid":
        opaque = [255] if image.hasalpha() else []
        black = [0] * (image.bands - len(opaque)) + opaque
        return image.insert(area.new_from_image(black), left, top)
    across, down = cells_of(width, height)
    means = _means(area, across, down)
    kernel = "nearest" if place.way == "pixelate" else "linear"
    covered = means.resize(width / across, vscale=height / down, kernel=kernel)
    # Rounding may give a line too few: the rest repeats the last.
    covered = covered.gravity("north-west", width, height, extend="copy")
    return image.insert(covered, left, top)


def _means(area: pyvips.Image, across: int, down: int) -> pyvips.Image:
    """Return one pixel for each cell: the mean of what lies in it."""
    rows = []
    for row in range(down):
        top, bottom = _share(area.height, row, down)
        cells = []
        for column in range(across):
            left, right = _share(area.width, column, across)
            means = [
                area.crop(left, top, right - left, bottom - top)[band].avg() for band in range(area.bands)
            ]
            pixel = pyvips.Image.black(1, 1, bands=area.bands) + means
            cells.append(pixel.rint().cast("uchar"))
        rows.append(pyvips.Image.arrayjoin(cells, across=across))
    return pyvips.Image.arrayjoin(rows, across=1).copy(interpretation=area.interpretation)


def _share(length: int, number: int, of: int) -> tuple[int, int]:
    first = min(length - 1, number * length // of)
    return first, max(first + 1, (number + 1) * length // of)


def _placed(image: pyvips.Image, recipe: Recipe) -> pyvips.Image:
    geometry = Geometry(image.width, image.height, recipe)
    if recipe.turn:
        image = image.rot(f"d{recipe.turn}")
    inner, crop = geometry.levelled, recipe.crop
    left, top = (crop.x / WHOLE - 0.5) * inner[0], (crop.y / WHOLE - 0.5) * inner[1]
    width, height = (max(1, int(length)) for length in geometry.result)
    if not recipe.level:
        if crop.is_whole:
            return image
        left, top = round(left + image.width / 2), round(top + image.height / 2)
        return image.crop(left, top, min(width, image.width - left), min(height, image.height - top))
    cos, sin = math.cos(geometry.angle), math.sin(geometry.angle)
    return image.affine(
        [cos, -sin, sin, cos],
        interpolate=pyvips.Interpolate.new("bicubic"),
        idx=-image.width / 2,
        idy=-image.height / 2,
        # What lies half a pixel over the edge repeats the edge.
        extend="copy",
        odx=-left,
        ody=-top,
        oarea=[0, 0, width, height],
    )


def _toned(image: pyvips.Image, recipe: Recipe) -> pyvips.Image:
    alpha = image[image.bands - 1] if image.hasalpha() else None
    colours = image.extract_band(0, n=image.bands - 1) if alpha is not None else image
    if colours.bands < 3:
        colours = colours.colourspace("srgb")
    rows = tone_matrix(recipe)
    mixed = colours.recomb([list(row[:3]) for row in rows]) + [row[3] for row in rows]
    toned = mixed.rint().cast("uchar").copy(interpretation="srgb")
    return toned.bandjoin(alpha) if alpha is not None else toned
