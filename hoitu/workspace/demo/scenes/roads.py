"""Roads, orchards and power on the land."""

import math

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, mix
from hoitu.workspace.demo.scenes.land import Scene, ranges


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
    ranges(c, 320, far, mix(far, near, 0.7), 5, 58, 190)
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
    ranges(c, 360, "#a5c0cc", "#6a94a0", 3, 36, 110)
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
        at, y = c.random.uniform(0, W), c.random.uniform(735, H + 30)
        s = 14 + (y - 720) * 0.13
        c.line(
            [(at, y), (at + s * 0.18, y - s)],
            c.random.choice(["#f2d27a", "#e2b44a", "#bf8a2c", "#8f6a24"]),
            1.4 + s * 0.05,
        )
    props.person(c, 330, 880, 150, "#37507c", hat="#f6e7bf")
    props.person(c, 450, 900, 140, "#7c3b3b", hat="#efdcae")


def orchard(c: Canvas) -> None:
    c.fill(c.vertical("#a9d6dc", "#edf3d8", "#fff0c8", bottom=480))
    ranges(c, 340, "#a9c3b4", "#6c9a6f", 4, 42)
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
    ranges(c, 370, "#a9c8c4", "#5f9377", 3, 44, 110)
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
    "duong-deo": pass_road,
    "duong-deo-mua": pass_road_rain,
    "dong-lua": rice,
    "vuon-cam": orchard,
    "cao-toc": highway,
    "dien-gio": turbines,
    "dien-mat-troi": solar,
    "cay-da": banyan,
}
