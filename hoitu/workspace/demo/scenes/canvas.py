"""The drawing surface: flat shapes as SVG, then stippled shade and light, a cut-paper edge and grain.

A scene draws on three layers. `base` holds colour; `shade` and `light` hold only opacity, which is turned into
dots like those of a screen print, so soft shadows keep a hand-made grain instead of a computer's gradient.
"""

import math
from collections.abc import Iterable
from random import Random

import pyvips

W, H = 1600, 1067
"""What scenes count in."""
PRINT_W, PRINT_H = 1200, 800
"""Pixels of the finished picture: drawing and encoding takes as long as it has pixels, and whoever starts waits."""
Point = tuple[float, float]


def mix(first: str, second: str, share: float) -> str:
    """Return the colour `share` (0–1) of the way from `first` to `second`; colours are #rrggbb."""
    a, b = (tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in (first, second))
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True))


def dark(colour: str, share: float = 0.3) -> str:
    """Return the colour with night mixed in."""
    return mix(colour, "#10142a", share)


def pale(colour: str, share: float = 0.3) -> str:
    """Return the colour with warm paper mixed in."""
    return mix(colour, "#fff6e4", share)


class Canvas:
    """One picture in the making; `random` is seeded by its key, so it always comes out the same."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self._seed = self.random.randrange(1 << 30)
        self._layers: dict[str, list[str]] = {"base": [], "shade": [], "light": []}
        self._defs: list[str] = []

    # Paint

    def vertical(self, *colours: str, top: float = 0, bottom: float = H) -> str:
        """Return a fill that runs through the colours from `top` to `bottom`."""
        return self._gradient(f'x1="0" y1="{top:.0f}" x2="0" y2="{bottom:.0f}"', colours)

    def across(self, *colours: str, left: float = 0, right: float = W) -> str:
        """Return a fill that runs through the colours from `left` to `right`."""
        return self._gradient(f'x1="{left:.0f}" y1="0" x2="{right:.0f}" y2="0"', colours)

    def fade(self, x1: float, y1: float, x2: float, y2: float, colour: str = "#ffffff") -> str:
        """Return a fill that goes from the colour at the first point to nothing at the second."""
        name = f"g{len(self._defs)}"
        self._defs.append(
            f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="{x1:.0f}" y1="{y1:.0f}" '
            f'x2="{x2:.0f}" y2="{y2:.0f}"><stop offset="0" stop-color="{colour}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></linearGradient>'
        )
        return f"url(#{name})"

    def _gradient(self, axis: str, colours: tuple[str, ...]) -> str:
        name = f"g{len(self._defs)}"
        last = max(len(colours) - 1, 1)
        stops = "".join(f'<stop offset="{i / last:.3f}" stop-color="{c}"/>' for i, c in enumerate(colours))
        self._defs.append(
            f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" {axis}>{stops}</linearGradient>'
        )
        return f"url(#{name})"

    def glow(
        self, x: float, y: float, r: float, colour: str, strength: float = 0.9, on: str = "base"
    ) -> None:
        """Put a soft round light."""
        name = f"g{len(self._defs)}"
        self._defs.append(
            f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{strength}"/>'
            f'<stop offset=".35" stop-color="{colour}" stop-opacity="{strength * 0.45:.2f}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
        )
        self.circle(x, y, r, f"url(#{name})", on=on)

    # Shapes

    def add(self, svg: str, on: str = "base") -> None:
        """Put raw SVG."""
        self._layers[on].append(svg)

    def fill(self, paint: str) -> None:
        """Cover everything."""
        self.rect(0, 0, W, H, paint)

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        *,
        r: float = 0,
        alpha: float = 1,
        on: str = "base",
    ) -> None:
        self.add(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r}" fill="{fill}" '
            f'opacity="{alpha}"/>',
            on,
        )

    def circle(self, x: float, y: float, r: float, fill: str, *, alpha: float = 1, on: str = "base") -> None:
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}" opacity="{alpha}"/>', on)

    def oval(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        fill: str,
        *,
        turn: float = 0,
        alpha: float = 1,
        on: str = "base",
    ) -> None:
        self.add(
            f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}" opacity="{alpha}" '
            f'transform="rotate({turn:.1f} {x:.1f} {y:.1f})"/>',
            on,
        )

    def poly(self, points: Iterable[Point], fill: str, *, alpha: float = 1, on: str = "base") -> None:
        spots = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.add(f'<polygon points="{spots}" fill="{fill}" opacity="{alpha}"/>', on)

    def line(
        self, points: Iterable[Point], stroke: str, width: float = 3, *, alpha: float = 1, on: str = "base"
    ) -> None:
        spots = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.add(
            f'<polyline points="{spots}" fill="none" stroke="{stroke}" stroke-width="{width:.1f}" '
            f'stroke-linecap="round" stroke-linejoin="round" opacity="{alpha}"/>',
            on,
        )

    def path(
        self, d: str, fill: str = "none", *, alpha: float = 1, on: str = "base", extra: str = ""
    ) -> None:
        self.add(f'<path d="{d}" fill="{fill}" opacity="{alpha}" {extra}/>', on)

    def stroke(self, d: str, colour: str, width: float = 3, *, alpha: float = 1, on: str = "base") -> None:
        self.path(
            d,
            on=on,
            alpha=alpha,
            extra=f'stroke="{colour}" stroke-width="{width:.1f}" stroke-linecap="round"',
        )

    # Land

    def ridge(
        self,
        y: float,
        height: float,
        fill: str,
        *,
        wave: float = 520,
        rough: float = 0.35,
        bottom: float = H,
        shade: float = 0.35,
    ) -> list[Point]:
        """Draw a line of hills from edge to edge and return its crest; the far side of each rise is stippled."""
        phases = [self.random.uniform(0, math.tau) for _ in range(6)]
        crest = []
        for x in range(-20, W + 41, 20):
            level = math.sin(x / wave * math.tau / 2 + phases[0]) + 0.5 * math.sin(
                x / wave * math.tau + phases[1]
            )
            level += rough * sum(math.sin(x / wave * 5.1 * k + phases[k]) / k for k in (2, 3, 4, 5))
            crest.append((float(x), y - height * level / 2))
        body = [*crest, (W + 20, bottom), (-20, bottom)]
        self.poly(body, fill)
        if shade:
            low = max(p[1] for p in crest)
            self.poly(
                body, self.fade(0, min(p[1] for p in crest), 0, low + height * 1.6), alpha=shade, on="shade"
            )
        return crest

    def mist(self, y: float, depth: float, colour: str = "#ffffff", alpha: float = 0.6) -> None:
        """Lay a band of haze whose lower edge is densest."""
        self.rect(0, y, W, depth, self.fade(0, y + depth, 0, y, colour), alpha=alpha)
        self.rect(0, y + depth, W, depth, self.fade(0, y + depth, 0, y + 2 * depth, colour), alpha=alpha)

    # Print

    def jpeg(self) -> bytes:
        """Return the finished picture."""
        picture = self._render("base").flatten(background=[255, 255, 255]).cast("float")
        picture = self._dots(picture, "shade", [0.62, 0.58, 0.70], [0, 0, 0])
        picture = self._dots(picture, "light", [0.62, 0.64, 0.70], [97, 88, 66])
        picture = self._cut(picture)
        return bytes(
            (self._paper(picture)).cast("uchar").jpegsave_buffer(Q=87, strip=True, optimize_coding=True)
        )

    def _render(self, layer: str) -> pyvips.Image:
        defs = "".join(self._defs)
        body = "".join(self._layers[layer])
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{PRINT_W}" height="{PRINT_H}" viewBox="0 0 {W} {H}">'
            f"<defs>{defs}</defs>{body}</svg>"
        )
        return pyvips.Image.svgload_buffer(svg.encode(), unlimited=True).copy_memory()

    def _dots(
        self, picture: pyvips.Image, layer: str, factor: list[float], plus: list[float]
    ) -> pyvips.Image:
        if not self._layers[layer]:
            return picture
        noise = pyvips.Image.gaussnoise(PRINT_W, PRINT_H, mean=135, sigma=62, seed=self._seed + len(layer))
        mask = (self._render(layer)[3] > noise).gaussblur(0.55)
        toned = picture.linear(factor, plus)
        return mask.ifthenelse(toned, picture, blend=True)

    def _cut(self, picture: pyvips.Image) -> pyvips.Image:
        """Shift every edge by a pixel or two, as scissors do."""
        shifts = [
            pyvips.Image.perlin(PRINT_W, PRINT_H, cell_size=36, seed=self._seed + i).linear(2.6, 0)
            for i in (1, 2)
        ]
        # A little inward, so that no edge asks for what lies outside.
        inward = pyvips.Image.xyz(PRINT_W, PRINT_H).linear([1 - 10 / PRINT_W, 1 - 10 / PRINT_H], [5, 5])
        index = inward + shifts[0].bandjoin(shifts[1])
        return picture.mapim(index, interpolate=pyvips.Interpolate.new("bilinear"), extend="copy")

    def _paper(self, picture: pyvips.Image) -> pyvips.Image:
        """Add the tooth of paper, uneven ink and a slightly darker rim."""
        grain = pyvips.Image.gaussnoise(PRINT_W, PRINT_H, mean=0, sigma=4.5, seed=self._seed + 7)
        ink = pyvips.Image.perlin(PRINT_W, PRINT_H, cell_size=195, seed=self._seed + 8).linear(7, 0)
        place = pyvips.Image.xyz(PRINT_W, PRINT_H)
        across, down = (place[0] - PRINT_W / 2) / (PRINT_W / 2), (place[1] - PRINT_H / 2) / (PRINT_H / 2)
        rim = (across * across + down * down) ** 1.5
        return picture + grain + ink - rim.linear(7.0, 0)
