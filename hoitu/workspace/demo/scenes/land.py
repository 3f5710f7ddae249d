"""Hills, fields, forests."""

import math
from collections.abc import Callable

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, mix, pale

Scene = Callable[[Canvas], None]


def ranges(
    c: Canvas, top: float, far: str, near: str, count: int = 4, gap: float = 70, height: float = 150
) -> None:
    for k in range(count):
        share = k / max(count - 1, 1)
        c.ridge(
            top + k * gap, height * (1 - 0.25 * share), mix(far, near, share), wave=420 + 120 * k, shade=0.25
        )
        c.mist(top + k * gap + 40, 46, pale(far, 0.5), 0.35)


def _steps(c: Canvas, top: float, count: int, crop: list[str], bank: str, water: bool = False) -> None:
    """Terraces: each step is a wavy band, its lip catching light."""
    phase, lean = c.random.uniform(0, 6), c.random.uniform(-0.1, 0.1)
    y, thick = top, 17.0
    for k in range(count):
        points = []
        for x in range(-20, W + 41, 25):
            hill = math.sin(x / 430 + phase + k * 0.13) * (36 + k * 2.2) + math.sin(
                x / 170 + phase * 2 + k * 0.45
            ) * (7 + k * 0.9)
            points.append((float(x), y + hill + (x - W / 2) * lean))
        body = [*points, (W + 20, H + 200), (-20, H + 200)]
        c.poly(body, dark(bank, 0.25 + 0.02 * (k % 3)))
        inner = [(x, v + 4 + k * 0.35) for x, v in points]
        paint = crop[k % len(crop)]
        c.poly([*inner, (W + 20, H + 200), (-20, H + 200)], paint)
        c.line(inner, pale(paint, 0.55 if water else 0.35), 2.2 + k * 0.12, alpha=0.9)
        c.poly(
            [*[(x, v + thick * 0.5) for x, v in inner], *[(x, v + thick * 1.25) for x, v in reversed(inner)]],
            "#ffffff",
            alpha=0.32,
            on="shade",
        )
        thick *= 1.09
        y += thick


def terraces(c: Canvas) -> None:
    c.fill(c.vertical("#f6c177", "#fbe3b4", "#fdf0d2", bottom=520))
    props.sun(c, 1180, 235, 58)
    props.clouds(c, 190, "#fff4dc", 3, 0.6, 70)
    ranges(c, 330, "#c9b6a0", "#6f8a63", 4, 46)
    _steps(c, 500, 19, ["#e3b23c", "#d9a531", "#c7b23f", "#e8c04e", "#b7a83a"], "#6d6a2c")
    for x, y, s in ((300, 690, 120), (360, 706, 90), (1240, 800, 150)):
        props.tree(c, x, y, s, "#4f7136")
    props.house(c, 1010, 706, 110, 84, "#8c6a4a", "#4a3529")
    for x in (560, 640, 700):
        props.person(c, x, 870 + (x % 7) * 3, 74, "#31415e", hat="#f3e2b3")
    c.rect(0, 0, W, H, c.fade(1200, 200, 300, 900), alpha=0.5, on="light")


def terraces_water(c: Canvas) -> None:
    c.fill(c.vertical("#40406f", "#a86a8c", "#f1a48a", "#fbd3a4", bottom=520))
    props.clouds(c, 230, "#f6b7a0", 5, 0.45, 110)
    ranges(c, 350, "#9d7a94", "#3c3f5c", 4, 46)
    shine = ["#f2b49a", "#d793a3", "#a87fa6", "#e9a79b", "#7c6f9c", "#f7cda6"]
    _steps(c, 505, 19, shine, "#2d2b3f", water=True)
    for x, y, s in ((1320, 740, 130), (1380, 760, 100), (170, 640, 90)):
        props.tree(c, x, y, s, "#2f3a4a", "#221f2c")
    props.house(c, 300, 690, 120, 92, "#4a3b4c", "#2a2334", lit="#ffd27a")
    c.glow(360, 665, 110, "#ffcf7d", 0.5)
    props.person(c, 820, 850, 84, "#262238", hat="#5a4a5c")
    props.person(c, 880, 862, 80, "#2c2740")


def tea(c: Canvas) -> None:
    c.fill(c.vertical("#9fd0d6", "#e4f0dc", "#fdf3d0", bottom=460))
    props.sun(c, 330, 210, 52, "#fffbe6", "#fff0b8")
    ranges(c, 300, "#a8c6c4", "#5f937a", 4, 40)
    _tea_rows(c, "#3f8f4f", "#2b6a3d")
    for x, y in ((560, 690), (690, 735), (1120, 800), (960, 700)):
        props.person(c, x, y, 92, c.random.choice(["#b8433a", "#3b4f8f", "#6b3f6b"]), hat="#f4e6bd")
    for x, s in ((1390, 210), (1470, 150)):
        props.tree(c, x, 560, s, "#47845a")
    c.rect(0, 0, W, H, c.fade(300, 150, 1000, 900), alpha=0.5, on="light")


def tea_mist(c: Canvas) -> None:
    c.fill(c.vertical("#c4d3cf", "#e8ebe0", "#f5f1e2", bottom=600))
    ranges(c, 280, "#cfdad4", "#86a596", 5, 60, 120)
    _tea_rows(c, "#5d9270", "#3a6a55")
    for y in (430, 560, 690):
        c.mist(y, 70, "#f5f3e8", 0.6)
    props.person(c, 980, 830, 130, "#7a3b3b", hat="#efe3c2")
    c.rect(962, 768, 62, 62, "#8a6a3f", r=12)


def _tea_rows(c: Canvas, leaf: str, deep: str) -> None:
    """Rounded hedges that follow the hill."""
    c.ridge(500, 90, deep, wave=800, rough=0.05)
    for k in range(15):
        y, size = 500 + k * k * 2.6 + k * 9, 11 + k * 3.1
        points = [
            (x, y + math.sin(x / 380 + 1.2 + k * 0.05) * (48 + k * 3) + math.sin(x / 37 + k) * size * 0.12)
            for x in range(-40, W + 60, 12)
        ]
        c.line([(x, v + size * 0.8) for x, v in points], dark(deep, 0.35), size * 1.25)
        c.line(points, mix(leaf, deep, 0.35), size * 1.3)
        c.line([(x, v - size * 0.25) for x, v in points], pale(leaf, 0.12 + 0.02 * (k % 3)), size * 0.62)
        c.line([(x, v + size * 0.4) for x, v in points], "#ffffff", size * 0.6, alpha=0.55, on="shade")


def forest(c: Canvas) -> None:
    c.fill(c.vertical("#dff0d6", "#a8cfae", "#4f8a6b"))
    props.sun(c, 800, 180, 60, "#fffdf0", "#fdf8cf")
    for layer in range(5):
        share = layer / 4
        colour = mix("#93bf9d", "#12352c", share)
        y = 560 + layer * 105
        c.ridge(y + 40, 60, colour, rough=0.2, shade=0.2)
        for _ in range(13 - layer):
            x, h = c.random.uniform(-60, W + 60), (300 + layer * 95) * c.random.uniform(0.75, 1.15)
            w = 10 + layer * 8
            c.poly(
                [(x - w * 0.5, y + 60), (x - w * 0.28, y - h), (x + w * 0.28, y - h), (x + w * 0.6, y + 60)],
                dark(colour, 0.2),
            )
            for _ in range(6):
                c.oval(
                    x + c.random.uniform(-90, 90),
                    y - h + c.random.uniform(-60, 110),
                    c.random.uniform(50, 110),
                    c.random.uniform(30, 54),
                    mix(colour, "#c6dc9a", 0.12 * c.random.random()),
                )
        c.mist(y - 60, 70, "#eef6dc", 0.22)
    for x in range(250, 1500, 210):
        c.poly(
            [(x + 60, 0), (x + 130, 0), (x - 60, H), (x - 220, H)],
            c.fade(x, 0, x - 120, 900, "#fff9cf"),
            alpha=0.17,
        )
    props.grass(c, H, 130, "#2d6a45", 90)


def waterfall(c: Canvas) -> None:
    c.fill(c.vertical("#cfe6e4", "#8fbcae", "#3f7566"))
    c.ridge(300, 160, "#7fae9c", rough=0.3)
    cliff = "#3b5a55"
    c.poly([(0, 170), (260, 230), (520, 260), (640, 330), (650, 860), (0, 960)], cliff)
    c.poly([(W, 120), (1380, 210), (1100, 240), (985, 320), (960, 860), (W, 980)], dark(cliff, 0.15))
    c.poly([(640, 330), (985, 320), (960, 870), (650, 870)], "#27443f")
    for _ in range(70):
        x, w = c.random.uniform(655, 955), c.random.uniform(4, 20)
        y = 325 + c.random.uniform(-8, 40)
        c.rect(
            x,
            y,
            w,
            c.random.uniform(300, 540),
            c.random.choice(["#f7fffb", "#d7efe9", "#b6ded6"]),
            r=w / 2,
            alpha=0.75,
        )
    for side, xs in ((-1, range(20, 640, 90)), (1, range(1000, W, 90))):
        for x in xs:
            y = c.random.uniform(330, 470)
            c.poly(
                [(x, y), (x + 34, y - 20), (x + 60 * side, 860), (x - 50 * side, 880)],
                "#ffffff",
                alpha=0.28,
                on="shade",
            )
            c.line([(x + 40, y + 20), (x + 30 + 20 * side, y + 160)], "#5f8078", 5, alpha=0.5)
    c.rect(0, 850, W, 220, c.vertical("#8cc7bd", "#2d6b66", top=850))
    c.glow(805, 860, 330, "#ffffff", 0.85)
    props.ripples(c, 880, "#e9fbf5", 110, 0.5, 800)
    for x, y, s in ((80, 330, 260), (210, 300, 220), (1450, 300, 270), (1290, 290, 210), (420, 330, 160)):
        props.tree(c, x, y, s, "#2f7a4b")
    props.grass(c, H, 120, "#1f5a41", 110)
    props.person(c, 470, 930, 120, "#b3362f", hat="#f0dfae")


SCENES: dict[str, Scene] = {
    "ruong-bac-thang": terraces,
    "ruong-bac-thang-nuoc": terraces_water,
    "doi-che": tea,
    "doi-che-suong": tea_mist,
    "rung": forest,
    "thac": waterfall,
}
