"""Hills, fields and roads."""

import math
from collections.abc import Callable

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, mix, pale

Scene = Callable[[Canvas], None]


def _ranges(
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
    _ranges(c, 330, "#c9b6a0", "#6f8a63", 4, 46)
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
    _ranges(c, 350, "#9d7a94", "#3c3f5c", 4, 46)
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
    _ranges(c, 300, "#a8c6c4", "#5f937a", 4, 40)
    _tea_rows(c, "#3f8f4f", "#2b6a3d")
    for x, y in ((560, 690), (690, 735), (1120, 800), (960, 700)):
        props.person(c, x, y, 92, c.random.choice(["#b8433a", "#3b4f8f", "#6b3f6b"]), hat="#f4e6bd")
    for x, s in ((1390, 210), (1470, 150)):
        props.tree(c, x, 560, s, "#47845a")
    c.rect(0, 0, W, H, c.fade(300, 150, 1000, 900), alpha=0.5, on="light")


def tea_mist(c: Canvas) -> None:
    c.fill(c.vertical("#c4d3cf", "#e8ebe0", "#f5f1e2", bottom=600))
    _ranges(c, 280, "#cfdad4", "#86a596", 5, 60, 120)
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


def pass_road(c: Canvas) -> None:
    _pass(c, ["#8fc0d8", "#dcebe2", "#fbf1d4"], "#a3c0bb", "#2f6b52")
    props.sun(c, 1290, 190, 46)
    props.birds(c, 700, 230, 7, "#3d5a5c")


def pass_road_rain(c: Canvas) -> None:
    _pass(c, ["#5b6b78", "#8a98a0", "#b9c1c0"], "#8c9aa0", "#2c423f")
    c.poly([(1010, 640), (1240, 520), (1480, 600), (1420, 720), (1180, 800), (1000, 760)], "#8a5b3a")
    for _ in range(40):
        c.circle(
            c.random.uniform(1000, 1330),
            c.random.uniform(700, 810),
            c.random.uniform(5, 24),
            c.random.choice(["#6f482f", "#9a6a45", "#5a3d2b"]),
        )
    c.rect(900, 690, 96, 44, "#e6a21f", r=6)
    c.rect(918, 652, 52, 44, "#d8931a", r=5)
    c.line([(990, 690), (1050, 640), (1085, 702)], "#c98814", 11)
    c.mist(420, 80, "#d6dbd9", 0.5)
    props.rain(c, 520)


def _pass(c: Canvas, sky: list[str], far: str, near: str) -> None:
    c.fill(c.vertical(*sky, bottom=560))
    _ranges(c, 320, far, mix(far, near, 0.7), 5, 58, 190)
    c.ridge(700, 120, near, wave=700, rough=0.12)
    road = "M-40 1010 C420 1000 760 930 640 850 S420 760 760 720 S1180 700 1110 650 S930 606 1080 584"
    for part, wide in ((0, 86), (1, 74)):
        c.stroke(road, "#c9bfa8" if part == 0 else "#5a5f66", wide)
    c.add(f'<path d="{road}" fill="none" stroke="#f3ead0" stroke-width="5" stroke-dasharray="34 30"/>')
    for x, y, s in ((150, 900, 210), (330, 860, 160), (1300, 900, 240), (1430, 860, 190), (1210, 740, 120)):
        props.tree(c, x, y, s, near)
    props.grass(c, H + 10, 150, near, 70)
    c.rect(640, 818, 34, 22, "#b8322b", r=6)
    c.circle(655, 808, 9, "#5b3d2b")


def rice(c: Canvas) -> None:
    c.fill(c.vertical("#7fb7d6", "#d8ecec", "#fff1cd", bottom=470))
    props.clouds(c, 190, "#ffffff", 5, 0.8, 110)
    _ranges(c, 360, "#a5c0cc", "#6a94a0", 3, 36, 110)
    c.rect(0, 460, W, H, c.vertical("#e9c660", "#d8a633", "#b9842a", top=460))
    for k in range(26):
        y = 470 + k * k * 0.95
        c.line([(0, y), (W, y + 6)], "#c5922c" if k % 2 else "#f0d585", 1 + k * 0.16, alpha=0.7)
    for x in (120, 260, 1330, 1450):
        props.tree(c, x, 480, 90, "#5a8a55")
    c.rect(780, 520, 300, 120, "#c8352c", r=14)
    c.rect(830, 440, 130, 96, "#dff0f2", r=10)
    c.rect(818, 424, 156, 22, "#a72a22", r=8)
    c.poly([(1080, 560), (1210, 640), (1210, 668), (1070, 668)], "#e9b52f")
    c.line([(790, 530), (690, 430), (640, 436)], "#a72a22", 22)
    for x, r in ((850, 62), (1020, 52)):
        c.circle(x, 650, r, "#2b2b2f")
        c.circle(x, 650, r * 0.45, "#d9c9a0")
    c.poly(
        [(0, 720), (820, 690), (1080, 690), (W, 760), (W, H), (0, H)],
        c.vertical("#d9ab45", "#a77323", top=690),
    )
    for _ in range(900):
        x, y = c.random.uniform(0, W), c.random.uniform(735, H + 30)
        s = 14 + (y - 720) * 0.13
        c.line(
            [(x, y), (x + s * 0.18, y - s)],
            c.random.choice(["#f2d27a", "#e2b44a", "#bf8a2c", "#8f6a24"]),
            1.4 + s * 0.05,
        )
    props.person(c, 330, 880, 150, "#37507c", hat="#f6e7bf")
    props.person(c, 450, 900, 140, "#7c3b3b", hat="#efdcae")


def orchard(c: Canvas) -> None:
    c.fill(c.vertical("#a9d6dc", "#edf3d8", "#fff0c8", bottom=480))
    _ranges(c, 340, "#a9c3b4", "#6c9a6f", 4, 42)
    c.rect(0, 520, W, H, c.vertical("#8fae55", "#58793a", top=520))
    for row in range(4):
        y, size = 590 + row * 120, 150 + row * 80
        for k in range(8 - row):
            x = (k + 0.5 + 0.3 * (row % 2)) * W / (7.4 - row) - 60
            props.tree(c, x, y, size, "#3d7a3f")
            for _ in range(13):
                c.circle(
                    x + c.random.uniform(-0.26, 0.26) * size,
                    y - size * c.random.uniform(0.45, 0.88),
                    size * 0.03 + 2,
                    c.random.choice(["#f08a1d", "#f7a530", "#e0711a"]),
                )
    for x in (330, 420, 1130):
        c.poly([(x - 48, 1000), (x - 38, 1050), (x + 38, 1050), (x + 48, 1000)], "#a97c46")
        for k in range(9):
            c.circle(x - 36 + k * 9, 994 - (k % 3) * 10, 13, "#f3931f")
    props.person(c, 760, 1030, 190, "#3f5f8f", hat="#f4e6bd")


def highway(c: Canvas) -> None:
    c.fill(c.vertical("#5fa7c9", "#cfe7ea", "#fdeccb", bottom=520))
    props.clouds(c, 200, "#ffffff", 4, 0.75, 90)
    c.rect(0, 430, W, 130, c.vertical("#4c9bb4", "#8cc7c9", top=430, bottom=560))
    c.ridge(440, 60, "#7ea8a4", wave=300)
    c.poly([(0, 520), (700, 560), (W, 500), (W, H), (0, H)], "#6d9a5b")
    left = "M1010 548 C1060 600 880 640 760 740 S420 960 250 1070"
    c.path(left + " L1270 1070 C1110 960 950 880 980 760 C1010 640 1120 620 1034 548 Z", "#565c66")
    c.stroke(left, "#f6f0e0", 6)
    c.stroke("M1034 548 C1120 620 1010 640 980 760 C950 880 1110 960 1270 1070", "#f6f0e0", 6)
    c.path(
        "M1022 548 C1090 612 930 660 868 750 S800 980 760 1070",
        extra='stroke="#fff4d2" stroke-width="8" stroke-dasharray="46 34"',
    )
    for x, y, s in ((140, 700, 220), (330, 640, 150), (1330, 720, 230), (1480, 690, 190), (1180, 600, 100)):
        props.palm(c, x, y, s, "#3f7f4a", 18)
    for x, y, w, col in ((1000, 622, 34, "#d8402f"), (740, 850, 92, "#f2f2ee"), (960, 930, 120, "#2f5f9a")):
        c.rect(x - w / 2, y - w * 0.36, w, w * 0.36, col, r=8)
        c.rect(x - w * 0.3, y - w * 0.62, w * 0.6, w * 0.3, "#22303d", r=8)
        c.rect(x - w / 2, y - 4, w, 10, "#23262c", r=4)
    c.rect(0, 0, W, H, c.fade(200, 100, 900, 900), alpha=0.35, on="light")


def turbines(c: Canvas) -> None:
    c.fill(c.vertical("#3c4a7c", "#b0718a", "#f4a46d", "#fcd796", bottom=600))
    props.sun(c, 470, 560, 70, "#fff2c6", "#ffc36b")
    props.clouds(c, 300, "#f3b59a", 5, 0.45, 130)
    c.rect(0, 600, W, H, c.vertical("#e5a06f", "#8d6a86", "#39406a", top=600))
    props.ripples(c, 610, "#ffe0a3", 120, 0.6, 470)
    for x, y, h in ((1130, 640, 250), (860, 625, 170), (700, 615, 120), (1390, 690, 420), (1010, 620, 140)):
        c.poly(
            [(x - h * 0.018, y), (x - h * 0.008, y - h), (x + h * 0.008, y - h), (x + h * 0.022, y)],
            "#f6ece0",
        )
        turn = c.random.uniform(0, 120)
        for k in range(3):
            a = math.radians(turn + k * 120)
            tip = (x + math.cos(a) * h * 0.52, y - h + math.sin(a) * h * 0.52)
            side = (x + math.cos(a + 0.35) * h * 0.11, y - h + math.sin(a + 0.35) * h * 0.11)
            c.poly([(x, y - h), side, tip], "#fff7ea")
        c.circle(x, y - h, h * 0.024, "#d9c9c0")
    c.poly([(0, 900), (500, 860), (1000, 930), (W, 850), (W, H), (0, H)], "#2b2f4c")
    props.grass(c, H - 60, 130, "#2b2f4c", 70)
    props.sampan(c, 560, 790, 200, "#2a2a44", rower="#241f36", hat="#6a5060")


def solar(c: Canvas) -> None:
    c.fill(c.vertical("#3f93cf", "#bfe3ef", "#fdf2d2", bottom=500))
    props.sun(c, 1240, 190, 62, "#fffbe2", "#ffe79a")
    _ranges(c, 370, "#a9c8c4", "#5f9377", 3, 44, 110)
    c.rect(0, 500, W, H, c.vertical("#9bb763", "#6c8e48", top=500))
    for row in range(7):
        y, h = 540 + row * row * 9.5 + row * 12, 22 + row * 16
        w = 74 + row * 32
        for k in range(-1, int(W / w) + 2):
            x = k * w * 1.1 - (row % 2) * w * 0.4
            c.rect(x + w * 0.45, y, w * 0.06, h * 0.9, "#8d9298")
            pts = [
                (x + w * 0.12, y - h * 0.9),
                (x + w * 1.02, y - h * 0.9),
                (x + w * 0.92, y + h * 0.12),
                (x, y + h * 0.12),
            ]
            c.poly(pts, c.vertical("#5f93c8", "#1d3a6e", top=y - h, bottom=y + h * 0.2))
            for t in (0.33, 0.66):
                c.line(
                    [(x + w * (0.12 + 0.9 * t), y - h * 0.9), (x + w * 0.92 * t, y + h * 0.12)],
                    "#a9cbe8",
                    1.6,
                )
            c.line([(x + w * 0.06, y - h * 0.39), (x + w * 0.97, y - h * 0.39)], "#a9cbe8", 1.6)
            c.poly(
                [pts[0], ((pts[0][0] + pts[1][0]) / 2, pts[0][1]), pts[3]], "#ffffff", alpha=0.35, on="light"
            )
    props.person(c, 1320, 1010, 200, "#e07b1f")
    c.oval(1320, 1010 - 190, 30, 18, "#f5f5f0")


def banyan(c: Canvas) -> None:
    c.fill(c.vertical("#f5d58f", "#fbedc4", "#f3e3b4", bottom=800))
    props.sun(c, 380, 330, 70, "#fff8dc", "#ffe29a")
    c.ridge(700, 60, "#c9b27c", rough=0.1)
    props.house(c, 1230, 760, 230, 150, "#c98d5c", "#8c3a2a")
    c.rect(0, 760, W, H, c.vertical("#b99a5a", "#8a6f3f", top=760))
    trunk = "#4a3322"
    c.path("M600 1000 C690 900 700 780 690 640 L930 640 C930 790 960 900 1060 1000 Z", trunk)
    for _ in range(34):
        x = c.random.uniform(420, 1200)
        c.stroke(
            f"M{x:.0f} {c.random.uniform(420, 560):.0f} C{x + 20:.0f} 700 {x - 14:.0f} 800 {x + c.random.uniform(-30, 30):.0f} {c.random.uniform(760, 985):.0f}",
            mix(trunk, "#7a5a3a", c.random.random()),
            c.random.uniform(3, 15),
        )
    for _ in range(120):
        a, r = c.random.uniform(0, math.tau), c.random.random() ** 0.5
        x, y = 810 + math.cos(a) * r * 640, 360 + math.sin(a) * r * 270
        c.oval(
            x,
            y,
            c.random.uniform(60, 130),
            c.random.uniform(34, 70),
            mix("#6f9a3f", "#24512f", min(1, max(0, (y - 120) / 480 + c.random.uniform(-0.2, 0.2)))),
        )
    c.oval(860, 500, 430, 110, "#ffffff", alpha=0.55, on="shade")
    c.oval(520, 210, 380, 110, "#ffffff", alpha=0.45, on="light")
    c.oval(810, 1000, 560, 44, "#ffffff", alpha=0.5, on="shade")
    for x, col in ((480, "#3f5f8f"), (530, "#b3453a"), (1120, "#5a7a4a")):
        props.person(c, x, 1000, 120, col)


SCENES: dict[str, Scene] = {
    "ruong-bac-thang": terraces,
    "ruong-bac-thang-nuoc": terraces_water,
    "doi-che": tea,
    "doi-che-suong": tea_mist,
    "rung": forest,
    "thac": waterfall,
    "duong-deo": pass_road,
    "duong-deo-mua": pass_road_rain,
    "dong-lua": rice,
    "vuon-cam": orchard,
    "cao-toc": highway,
    "dien-gio": turbines,
    "dien-mat-troi": solar,
    "cay-da": banyan,
}
