"""Things that stand in many scenes: people, trees, houses, boats, clouds, birds."""

import math

from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, mix, pale


def sun(c: Canvas, x: float, y: float, r: float, colour: str = "#fff1c4", halo: str = "#ffd98a") -> None:
    """Draw a sun or moon with its halo."""
    c.glow(x, y, r * 6, halo, 0.75)
    c.glow(x, y, r * 2.4, pale(halo, 0.5), 0.6)
    c.circle(x, y, r, colour)


def clouds(
    c: Canvas, y: float, colour: str, count: int = 4, alpha: float = 0.75, spread: float = 160
) -> None:
    """Draw long flat clouds around the height `y`."""
    for _ in range(count):
        x, at = c.random.uniform(-100, W), y + c.random.uniform(-spread, spread)
        length, thick = c.random.uniform(220, 520), c.random.uniform(10, 24)
        for k in range(5):
            part = length * c.random.uniform(0.35, 0.8)
            c.rect(
                x + c.random.uniform(0, length - part), at + (k - 2) * thick * 0.75, part, thick,
                colour, r=thick / 2, alpha=alpha,
            )  # fmt: skip


def birds(c: Canvas, x: float, y: float, count: int, colour: str, size: float = 16) -> None:
    """Draw a loose flock."""
    for _ in range(count):
        bx, by = x + c.random.uniform(-170, 170), y + c.random.uniform(-70, 70)
        s = size * c.random.uniform(0.6, 1.2)
        c.stroke(
            f"M{bx - s:.0f} {by - s * 0.3:.0f} Q{bx - s * 0.4:.0f} {by - s * 0.7:.0f} {bx:.0f} {by:.0f} "
            f"Q{bx + s * 0.4:.0f} {by - s * 0.7:.0f} {bx + s:.0f} {by - s * 0.3:.0f}",
            colour, 3.2,
        )  # fmt: skip


def stars(c: Canvas, count: int, bottom: float, colour: str = "#fdf6df") -> None:
    """Scatter stars above `bottom`."""
    for _ in range(count):
        y = bottom * c.random.random() ** 1.4
        c.circle(
            c.random.uniform(0, W), y, c.random.uniform(0.8, 2.4), colour, alpha=c.random.uniform(0.4, 1)
        )


def person(
    c: Canvas, x: float, y: float, h: float, colour: str, *, hat: str | None = None, lean: float = 0
) -> None:
    """Draw a standing figure whose feet are at (x, y); `hat` is the colour of a conical hat."""
    w = h * 0.26
    c.path(
        f"M{x - w * 0.5:.1f} {y:.1f} L{x - w * 0.62 + lean:.1f} {y - h * 0.62:.1f} "
        f"Q{x + lean:.1f} {y - h * 0.86:.1f} {x + w * 0.62 + lean:.1f} {y - h * 0.62:.1f} "
        f"L{x + w * 0.5:.1f} {y:.1f} Z",
        colour,
    )
    c.circle(x + lean * 1.2, y - h * 0.86, h * 0.115, mix("#8a5a3c", colour, 0.25))
    if hat:
        top = y - h * 0.88
        c.poly(
            [
                (x + lean * 1.2 - h * 0.27, top),
                (x + lean * 1.2, top - h * 0.2),
                (x + lean * 1.2 + h * 0.27, top),
            ],
            hat,
        )
        c.poly(
            [(x + lean * 1.2, top), (x + lean * 1.2, top - h * 0.2), (x + lean * 1.2 + h * 0.27, top)],
            "#ffffff", alpha=0.45, on="shade",
        )  # fmt: skip
    c.poly(
        [(x + w * 0.05, y), (x + lean, y - h * 0.74), (x + w * 0.62 + lean, y - h * 0.62), (x + w * 0.5, y)],
        "#ffffff", alpha=0.45, on="shade",
    )  # fmt: skip


def crowd(
    c: Canvas, y: float, count: int, h: float, colours: list[str], *, left: float = 0, right: float = W
) -> None:
    """Draw a row of people of different heights."""
    for i in range(count):
        x = left + (right - left) * (i + c.random.uniform(0.15, 0.85)) / count
        person(c, x, y + c.random.uniform(-4, 8), h * c.random.uniform(0.85, 1.12), c.random.choice(colours))


def tree(c: Canvas, x: float, y: float, h: float, colour: str, trunk: str = "#4a3528") -> None:
    """Draw a round-crowned tree."""
    c.poly(
        [(x - h * 0.035, y), (x - h * 0.015, y - h * 0.5), (x + h * 0.015, y - h * 0.5), (x + h * 0.045, y)],
        trunk,
    )
    for _ in range(7):
        dx, dy = c.random.uniform(-0.22, 0.22) * h, c.random.uniform(-0.2, 0.16) * h
        r = h * c.random.uniform(0.15, 0.24)
        c.circle(x + dx, y - h * 0.66 + dy, r, mix(colour, dark(colour), c.random.uniform(0, 0.5)))
    c.circle(x - h * 0.1, y - h * 0.76, h * 0.15, pale(colour, 0.18))
    c.oval(x + h * 0.1, y - h * 0.56, h * 0.26, h * 0.2, "#ffffff", alpha=0.5, on="shade")


def palm(c: Canvas, x: float, y: float, h: float, colour: str, lean: float = 0) -> None:
    """Draw a palm."""
    tx, ty = x + lean, y - h
    c.stroke(
        f"M{x:.0f} {y:.0f} Q{x + lean * 0.2:.0f} {y - h * 0.6:.0f} {tx:.0f} {ty:.0f}",
        dark(colour, 0.45),
        h * 0.04,
    )
    for k in range(9):
        angle = math.pi * (0.02 + 0.96 * k / 8) + c.random.uniform(-0.08, 0.08)
        dx, dy = math.cos(angle) * h * 0.4, -math.sin(angle) * h * 0.2
        c.path(
            f"M{tx:.0f} {ty:.0f} Q{tx + dx * 0.6:.0f} {ty + dy * 1.9 - h * 0.05:.0f} {tx + dx:.0f} {ty + dy * 0.4 + h * 0.12:.0f} "
            f"Q{tx + dx * 0.5:.0f} {ty + dy * 1.1:.0f} {tx:.0f} {ty:.0f} Z",
            mix(colour, dark(colour), c.random.uniform(0, 0.6)),
        )


def grass(c: Canvas, y: float, count: int, colour: str, size: float = 60) -> None:
    """Draw blades along the lower edge."""
    for _ in range(count):
        x, s = c.random.uniform(-20, W + 20), size * c.random.uniform(0.5, 1.4)
        lean = c.random.uniform(-0.5, 0.5) * s
        base = y + c.random.uniform(0, 40)
        c.path(
            f"M{x - 5:.0f} {base:.0f} Q{x + lean * 0.2:.0f} {base - s * 0.6:.0f} {x + lean:.0f} {base - s:.0f} "
            f"Q{x + lean * 0.4:.0f} {base - s * 0.5:.0f} {x + 6:.0f} {base:.0f} Z",
            mix(colour, dark(colour), c.random.random()),
        )


def house(
    c: Canvas, x: float, y: float, w: float, h: float, wall: str, roof: str, lit: str | None = None
) -> None:
    """Draw a gabled house whose lower left corner is (x, y)."""
    c.rect(x, y - h * 0.6, w, h * 0.6, wall)
    c.rect(x + w * 0.62, y - h * 0.6, w * 0.38, h * 0.6, "#ffffff", alpha=0.45, on="shade")
    c.poly(
        [
            (x - w * 0.1, y - h * 0.56),
            (x + w * 0.12, y - h),
            (x + w * 0.88, y - h),
            (x + w * 1.1, y - h * 0.56),
        ],
        roof,
    )
    c.poly(
        [(x + w * 0.5, y - h * 0.56), (x + w * 0.6, y - h), (x + w * 0.88, y - h), (x + w * 1.1, y - h * 0.56)],
        "#ffffff", alpha=0.4, on="shade",
    )  # fmt: skip
    pane = lit or dark(wall, 0.45)
    for k in (0.14, 0.42, 0.7):
        c.rect(x + w * k, y - h * 0.44, w * 0.15, h * (0.44 if k == 0.42 else 0.22), pane)


def sampan(
    c: Canvas, x: float, y: float, w: float, colour: str, *, rower: str | None = None, hat: str = "#e9d9a8"
) -> None:
    """Draw a small rowing boat floating at (x, y), with its reflection."""
    c.oval(x, y + w * 0.07, w * 0.5, w * 0.035, dark(colour, 0.6), alpha=0.4)
    if rower:
        person(c, x + w * 0.28, y + w * 0.01, w * 0.34, rower, hat=hat, lean=-w * 0.03)
        c.line([(x + w * 0.2, y - w * 0.22), (x + w * 0.52, y + w * 0.12)], dark(colour, 0.3), w * 0.014)
    c.path(
        f"M{x - w * 0.52:.0f} {y - w * 0.07:.0f} Q{x:.0f} {y + w * 0.11:.0f} {x + w * 0.52:.0f} {y - w * 0.08:.0f} "
        f"Q{x + w * 0.36:.0f} {y + w * 0.1:.0f} {x:.0f} {y + w * 0.1:.0f} Q{x - w * 0.36:.0f} {y + w * 0.1:.0f} "
        f"{x - w * 0.52:.0f} {y - w * 0.07:.0f} Z",
        colour,
    )


def trawler(c: Canvas, x: float, y: float, w: float, hull: str, cabin: str, *, lamps: bool = False) -> None:
    """Draw a wooden fishing boat floating at (x, y); with `lamps` it fishes for squid."""
    c.poly(
        [(x - w * 0.5, y - w * 0.2), (x - w * 0.38, y + w * 0.04), (x + w * 0.36, y + w * 0.04), (x + w * 0.56, y - w * 0.27), (x + w * 0.3, y - w * 0.13), (x - w * 0.3, y - w * 0.13)],
        hull,
    )  # fmt: skip
    c.poly(
        [
            (x - w * 0.45, y - w * 0.1),
            (x - w * 0.43, y - w * 0.06),
            (x + w * 0.42, y - w * 0.06),
            (x + w * 0.46, y - w * 0.1),
        ],
        "#d8402f",
    )
    c.rect(x - w * 0.32, y - w * 0.33, w * 0.3, w * 0.2, cabin)
    c.rect(x - w * 0.35, y - w * 0.37, w * 0.36, w * 0.045, dark(cabin, 0.35))
    for k in range(3):
        c.rect(
            x - w * 0.29 + k * w * 0.09,
            y - w * 0.29,
            w * 0.06,
            w * 0.07,
            "#ffe7a3" if lamps else dark(cabin, 0.6),
        )
    c.line([(x + w * 0.12, y - w * 0.12), (x + w * 0.12, y - w * 0.66)], dark(hull, 0.4), w * 0.012)
    c.line([(x + w * 0.12, y - w * 0.6), (x + w * 0.54, y - w * 0.26)], dark(hull, 0.4), w * 0.005)
    c.line([(x + w * 0.12, y - w * 0.6), (x - w * 0.48, y - w * 0.22)], dark(hull, 0.4), w * 0.005)
    c.poly(
        [(x + w * 0.12, y - w * 0.66), (x + w * 0.12, y - w * 0.58), (x + w * 0.24, y - w * 0.62)], "#c8271e"
    )
    c.poly(
        [
            (x, y + w * 0.04),
            (x + w * 0.36, y + w * 0.04),
            (x + w * 0.56, y - w * 0.27),
            (x + w * 0.2, y - w * 0.1),
        ],
        "#ffffff",
        alpha=0.5,
        on="shade",
    )
    if lamps:
        for k in range(8):
            lx, ly = x - w * 0.42 + k * w * 0.12, y - w * (0.36 - 0.012 * abs(k - 3.5))
            c.circle(lx, ly, w * 0.022, "#f4fff2")
            c.glow(lx, ly, w * 0.22, "#bff5e0", 0.5)


def ripples(
    c: Canvas, top: float, colour: str, count: int = 90, alpha: float = 0.5, center: float | None = None
) -> None:
    """Draw strokes of light on water from `top` to the lower edge, denser around `center`."""
    for _ in range(count):
        depth = c.random.random() ** 0.8
        y = top + depth * (H - top)
        spread = 60 + depth * 420
        x = c.random.gauss(center, spread * 0.5) if center is not None else c.random.uniform(0, W)
        length = c.random.uniform(12, 40) + depth * 110
        c.rect(
            x - length / 2, y, length, 1.6 + depth * 4.4, colour, r=3, alpha=alpha * c.random.uniform(0.3, 1)
        )


def reflection_of(c: Canvas, horizon: float, alpha: float = 0.35, *, since: int) -> None:
    """Mirror everything drawn on the base since mark `since` below the horizon."""
    body = "".join(c._layers["base"][since:])
    c.add(f'<g transform="translate(0 {2 * horizon:.0f}) scale(1 -1)" opacity="{alpha}">{body}</g>')


def mark(c: Canvas) -> int:
    """Return a mark for `reflection_of`."""
    return len(c._layers["base"])


def rain(c: Canvas, count: int = 420, colour: str = "#dfeaf2", alpha: float = 0.28) -> None:
    """Draw slanting rain over everything."""
    for _ in range(count):
        x, y, s = c.random.uniform(0, W + 100), c.random.uniform(-40, H), c.random.uniform(18, 64)
        c.line([(x, y), (x - s * 0.22, y + s)], colour, c.random.uniform(1, 2.4), alpha=alpha)


def flag(c: Canvas, x: float, y: float, h: float, pole: str = "#d9d4c8") -> None:
    """Draw a pole with the national flag."""
    c.line([(x, y), (x, y - h)], pole, h * 0.018)
    w, top = h * 0.34, y - h
    c.path(
        f"M{x:.0f} {top:.0f} q{w * 0.3:.0f} {-h * 0.03:.0f} {w * 0.5:.0f} 0 t{w * 0.5:.0f} 0 v{h * 0.2:.0f} "
        f"q{-w * 0.25:.0f} {h * 0.03:.0f} {-w * 0.5:.0f} 0 t{-w * 0.5:.0f} 0 Z",
        "#d3231f",
    )
    cx, cy, r = x + w * 0.5, top + h * 0.1, h * 0.055
    spots = [
        (cx + math.sin(k * math.pi / 5) * (r if k % 2 == 0 else r * 0.4), cy - math.cos(k * math.pi / 5) * (r if k % 2 == 0 else r * 0.4))
        for k in range(10)
    ]  # fmt: skip
    c.poly(spots, "#ffd94a")
