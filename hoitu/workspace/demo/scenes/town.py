"""Streets, schools, clinics, works and sport."""

import math

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, mix, pale
from hoitu.workspace.demo.scenes.land import Scene

CLOTHES = ["#b8433a", "#35507f", "#6b3f6b", "#3f7a5c", "#c98a2f", "#8a5a3c", "#e9dcc0"]


def _windows(
    c: Canvas,
    x: float,
    y: float,
    w: float,
    h: float,
    rows: int,
    cols: int,
    glass: str,
    lit: str | None = None,
) -> None:
    """Fill a wall with windows; some are lit when `lit` is given."""
    cw, rh = w / cols, h / rows
    for r in range(rows):
        for k in range(cols):
            tone = lit if lit and c.random.random() < 0.5 else glass
            c.rect(x + k * cw + cw * 0.2, y + r * rh + rh * 0.22, cw * 0.6, rh * 0.55, tone)


def _ground(c: Canvas, y: float, near: str, far: str) -> None:
    c.rect(0, y, W, H, c.vertical(far, near, top=y))


def market(c: Canvas) -> None:
    c.fill(c.vertical("#8fc4d4", "#f3ead0", "#fde9c0", bottom=420))
    c.ridge(320, 180, "#9dbdb6", wave=420)
    c.ridge(390, 110, "#6b9a83", wave=520)
    _ground(c, 430, "#b98a56", "#e3c28f")
    tones = ["#d8452f", "#e9a52f", "#2f7fa3", "#4f9a6b", "#f1e4c6", "#a8508a"]
    for row, (y, s) in enumerate(((470, 0.62), (590, 0.85), (760, 1.2), (980, 1.65))):
        for k in range(int(8 / s) + 1):
            x = -60 + k * 230 * s + (row % 2) * 90
            tone = c.random.choice(tones)
            for dx in (16, 190):
                c.line([(x + dx * s, y), (x + dx * s, y - 140 * s)], "#7a5a3c", 6 * s)
            c.rect(x + 4 * s, y - 34 * s, 200 * s, 34 * s, "#8a6a44")
            for j in range(9):
                c.circle(
                    x + (18 + j * 21) * s,
                    y - 38 * s,
                    14 * s,
                    c.random.choice(["#4f9a4b", "#e98a2f", "#d8402f", "#8fb84f", "#f3d35a", "#7a3f6b"]),
                )
            if c.random.random() < 0.75:
                props.person(
                    c,
                    x + 70 * s,
                    y - 26 * s,
                    104 * s,
                    c.random.choice(CLOTHES),
                    hat="#f4e6bd" if c.random.random() < 0.6 else None,
                )
            c.poly(
                [
                    (x - 16 * s, y - 130 * s),
                    (x + 40 * s, y - 186 * s),
                    (x + 170 * s, y - 186 * s),
                    (x + 222 * s, y - 130 * s),
                ],
                tone,
            )
            for j in range(6):
                c.path(
                    f"M{x + (-16 + j * 39.6) * s:.0f} {y - 131 * s:.0f} q{19.8 * s:.1f} {30 * s:.1f} {39.6 * s:.1f} 0 Z",
                    tone if j % 2 else pale(tone, 0.55),
                )
            c.poly(
                [
                    (x + 110 * s, y - 186 * s),
                    (x + 170 * s, y - 186 * s),
                    (x + 222 * s, y - 130 * s),
                    (x + 130 * s, y - 130 * s),
                ],
                "#ffffff",
                alpha=0.4,
                on="shade",
            )
        props.crowd(c, y + 40 * s, 9 - row, 118 * s, CLOTHES)
    c.rect(0, 0, W, H, c.fade(200, 0, 1200, 900), alpha=0.35, on="light")


def school(c: Canvas) -> None:
    c.fill(c.vertical("#6fb6dc", "#d4ecec", "#fff2d0", bottom=600))
    props.clouds(c, 170, "#ffffff", 4, 0.85, 90)
    for x, s in ((120, 420), (1500, 460), (1330, 340)):
        props.tree(c, x, 720, s, "#4f9058")
    c.rect(230, 380, 1120, 340, "#f4cf6b")
    c.poly([(190, 384), (260, 300), (1320, 300), (1390, 384)], "#b8482f")
    for floor in range(2):
        y = 400 + floor * 160
        for k in range(9):
            x = 250 + k * 122
            if floor == 1 and k == 4:
                c.rect(x + 4, y + 20, 88, 140, "#5a3f35")
                continue
            c.rect(x, y + 22, 96, 84, "#fdf6df")
            c.rect(x + 8, y + 30, 38, 68, "#4f8fa3")
            c.rect(x + 50, y + 30, 38, 68, "#4f8fa3")
            c.poly([(x + 8, y + 98), (x + 46, y + 30), (x + 46, y + 98)], "#ffffff", alpha=0.3, on="light")
        c.rect(230, y + 128, 1120, 12, "#fdf0c9")
        for k in range(28):
            c.rect(238 + k * 40, y + 106, 6, 26, "#fdf0c9")
    c.rect(230, 384, 1120, 34, "#ffffff", alpha=0.5, on="shade")
    c.rect(660, 318, 260, 50, "#fdf6df", r=6)
    c.rect(690, 334, 200, 8, "#b8482f")
    c.rect(720, 350, 140, 7, "#b8482f")
    _ground(c, 716, "#c9a878", "#f0dab0")
    props.flag(c, 790, 900, 470)
    for k in range(24):
        x, y = c.random.uniform(160, 1440), c.random.uniform(790, 1010)
        if abs(x - 790) < 60:
            continue
        h = 74 + (y - 780) * 0.18
        props.person(c, x, y, h, c.random.choice(["#f9f7ef", "#f9f7ef", "#35507f"]))
        c.poly([(x - h * 0.06, y - h * 0.72), (x + h * 0.06, y - h * 0.72), (x, y - h * 0.56)], "#d8302a")
    c.oval(190, 760, 320, 40, "#ffffff", alpha=0.35, on="shade")


def hill_school(c: Canvas) -> None:
    c.fill(c.vertical("#7fb9d6", "#e3ecd9", "#fdf0cd", bottom=520))
    props.sun(c, 1300, 190, 50)
    for k in range(4):
        c.ridge(320 + k * 62, 180 - k * 20, mix("#a9c6c9", "#5f9a76", k / 3), wave=400 + 90 * k, shade=0.25)
        c.mist(380 + k * 60, 44, "#fdf8e6", 0.35)
    c.path("M0 780 Q360 640 760 640 T1600 760 L1600 1067 L0 1067 Z", "#7fa656")
    c.path("M0 900 Q500 770 900 780 T1600 900 L1600 1067 L0 1067 Z", "#5f8a45")
    c.rect(520, 470, 560, 190, "#fbf3df")
    for floor in range(3):
        for k in range(9):
            c.rect(536 + k * 61, 484 + floor * 62, 40, 36, "#3f7f96" if (floor, k) != (0, 7) else "#ffd98a")
        c.rect(514, 528 + floor * 62, 572, 7, "#d9a24a")
    c.rect(920, 470, 160, 190, "#ffffff", alpha=0.4, on="shade")
    c.poly([(490, 474), (540, 410), (1060, 410), (1110, 474)], "#b5402f")
    c.poly([(800, 474), (830, 410), (1060, 410), (1110, 474)], "#ffffff", alpha=0.4, on="shade")
    props.house(c, 1130, 690, 170, 120, "#e9d3a0", "#8a4a35")
    props.flag(c, 800, 780, 300)
    for x, s in ((430, 220), (350, 160), (1380, 260), (1470, 190)):
        props.tree(c, x, 720 if x < 800 else 770, s, "#4f8a4f")
    path = "M700 1067 C760 960 900 900 860 820 S800 740 802 700"
    c.stroke(path, "#d9bd8c", 46)
    for x, y, col in (
        (780, 990, "#3b3f8a"),
        (830, 930, "#a8353f"),
        (868, 880, "#3b3f8a"),
        (850, 830, "#2f6b5c"),
        (700, 1010, "#a8353f"),
    ):
        props.person(c, x, y, 90 - (1010 - y) * 0.14, col)
        c.rect(x - 13, y - 66 + (1010 - y) * 0.1, 24, 22, "#e9a52f", r=6)
    props.grass(c, H + 10, 120, "#4f7a3a", 60)


def hospital(c: Canvas) -> None:
    c.fill(c.vertical("#79bddb", "#d9eef0", "#fdf4dc", bottom=640))
    props.clouds(c, 190, "#ffffff", 4, 0.8, 100)
    for x, w, h in ((60, 180, 240), (1380, 190, 280)):
        c.rect(x, 740 - h, w, h, "#c9dcdc")
        _windows(c, x, 750 - h, w, h - 30, 7, 5, "#9dbfc6")
    c.rect(260, 300, 760, 440, "#f6f3ea")
    _windows(c, 280, 330, 720, 310, 5, 13, "#5f9fb5", "#ffe9b0")
    c.rect(1020, 400, 320, 340, "#e3ece9")
    _windows(c, 1036, 420, 290, 240, 4, 6, "#5f9fb5")
    c.rect(860, 300, 160, 440, "#ffffff", alpha=0.35, on="shade")
    c.rect(1200, 400, 140, 340, "#ffffff", alpha=0.35, on="shade")
    c.rect(560, 210, 160, 120, "#f6f3ea")
    c.rect(622, 232, 36, 84, "#16897a")
    c.rect(598, 256, 84, 36, "#16897a")
    c.poly([(440, 660), (480, 636), (820, 636), (860, 660)], "#2f7f96")
    for x in (470, 820):
        c.rect(x, 660, 14, 90, "#d9dcd6")
    c.rect(520, 670, 260, 74, "#bfe3ea")
    _ground(c, 738, "#7d8a8d", "#c3c7c3")
    c.poly([(0, 860), (W, 830), (W, H), (0, H)], "#6a7074")
    for k in range(9):
        c.rect(40 + k * 190, 950 - k * 3, 100, 9, "#f3efe0")
    c.rect(900, 800, 330, 140, "#fbfaf4", r=14)
    c.poly([(1230, 830), (1300, 870), (1306, 940), (1230, 940)], "#fbfaf4")
    c.poly([(1232, 842), (1276, 872), (1232, 872)], "#3f5f70")
    c.rect(900, 876, 404, 18, "#16897a")
    c.rect(1000, 822, 18, 46, "#16897a")
    c.rect(986, 836, 46, 18, "#16897a")
    c.rect(1130, 786, 56, 16, "#3f7fd0", r=6)
    c.glow(1158, 790, 70, "#8fc0ff", 0.7)
    for x in (980, 1230):
        c.circle(x, 944, 36, "#2b2e33")
        c.circle(x, 944, 16, "#b9bdbd")
    for x, col in ((420, "#f7f7f2"), (640, "#f7f7f2"), (690, "#3f8f86"), (330, "#b8433a"), (1400, "#35507f")):
        props.person(c, x, 850, 120, col)
    for x, s in ((130, 330), (1500, 360)):
        props.tree(c, x, 860, s, "#4f9a6b")


def clinic(c: Canvas) -> None:
    c.fill(c.vertical("#8fc6d6", "#e6efdc", "#fdf2d2", bottom=560))
    c.ridge(380, 240, "#8fb5a8", wave=420)
    c.mist(430, 70, "#fdf8e8", 0.5)
    c.ridge(520, 130, "#4f8a6b", wave=520)
    _ground(c, 640, "#a98d5c", "#d9c490")
    for x, s in ((130, 380), (1490, 400)):
        props.tree(c, x, 760, s, "#3f8050")
    c.rect(380, 480, 840, 250, "#f7f1df")
    c.poly([(330, 486), (430, 370), (1170, 370), (1270, 486)], "#a8452f")
    c.poly([(800, 486), (860, 370), (1170, 370), (1270, 486)], "#ffffff", alpha=0.35, on="shade")
    for k in range(7):
        x = 410 + k * 116
        if k == 3:
            c.rect(x, 560, 80, 170, "#4a7f8a")
        else:
            c.rect(x, 560, 78, 92, "#fffdf2")
            c.rect(x + 6, 566, 66, 80, "#5f9fae")
    for x in (386, 560, 726, 860, 1030, 1196):
        c.rect(x, 486, 16, 244, "#e3d3ad")
    c.rect(380, 486, 840, 40, "#ffffff", alpha=0.5, on="shade")
    c.circle(800, 428, 42, "#fffaf0")
    c.rect(790, 400, 20, 56, "#16897a")
    c.rect(772, 418, 56, 20, "#16897a")
    c.rect(440, 770, 300, 14, "#7a5a3c")
    for x in (450, 720):
        c.rect(x, 782, 12, 50, "#7a5a3c")
    for x, h, col, hat in (
        (480, 118, "#3b3f7a", None),
        (560, 84, "#b8433a", None),
        (640, 122, "#2f5f5c", "#efe0b0"),
        (690, 70, "#c98a2f", None),
        (980, 150, "#fbfaf4", None),
        (1060, 132, "#6b3f6b", None),
        (1100, 80, "#2f7f96", None),
    ):
        props.person(c, x, 850, h, col, hat=hat)
    props.grass(c, H + 10, 150, "#6f8a45", 60)


def offices(c: Canvas) -> None:
    c.fill(c.vertical("#86bcd6", "#e3ecdc", "#fdf0cb", bottom=640))
    props.sun(c, 1260, 220, 50)
    c.rect(240, 380, 1120, 340, "#efd79a")
    c.poly([(200, 386), (800, 250), (1400, 386)], "#a8482f")
    c.poly([(470, 372), (800, 292), (1130, 372)], "#f7e6b8")
    for k in range(11):
        x = 270 + k * 98
        c.rect(x, 420, 60, 84, "#5f8a8f", r=30)
        c.rect(x, 570, 60, 100, "#5f8a8f")
    for k in range(8):
        c.rect(452 + k * 96, 392, 26, 330, "#fbf0d0")
        c.rect(470 + k * 96, 392, 10, 330, "#ffffff", alpha=0.5, on="shade")
    c.rect(220, 528, 1160, 18, "#fbf0d0")
    for k in range(5):
        c.rect(520 - k * 26, 720 + k * 16, 560 + k * 52, 17, mix("#e3cfa0", "#b59a6b", k / 5))
    _ground(c, 800, "#9a8f6a", "#d6c795")
    c.poly([(700, 800), (900, 800), (1080, H), (520, H)], "#efe0b8")
    for side in (0, 1):
        for k in range(4):
            x = (400 - k * 110) if side == 0 else (1200 + k * 110)
            props.tree(c, x, 830 + k * 70, 260 + k * 70, "#4a8a55")
    props.flag(c, 800, 300, 170)
    for x, y in ((760, 900), (830, 960), (700, 1010), (870, 880)):
        props.person(c, x, y, 92 + (y - 880) * 0.2, c.random.choice(CLOTHES))


def factory(c: Canvas) -> None:
    c.fill(c.vertical("#5a6f9a", "#d99a86", "#fbcf8f", bottom=640))
    props.sun(c, 1180, 440, 70, "#fff0c4", "#ffbf70")
    props.clouds(c, 230, "#f6c3a4", 5, 0.5, 110)
    c.ridge(600, 60, "#8f7f8f", wave=420)
    for k in range(7):
        x = 40 + k * 216
        c.poly(
            [(x, 700), (x, 520), (x + 150, 440), (x + 150, 520), (x + 216, 520), (x + 216, 700)],
            mix("#4f6488", "#6b7a96", (k % 3) / 3),
        )
        c.poly([(x + 8, 524), (x + 142, 454), (x + 142, 516), (x + 8, 540)], "#ffd48a")
        c.poly(
            [(x + 150, 440), (x + 216, 520), (x + 216, 700), (x + 150, 700)],
            "#ffffff",
            alpha=0.45,
            on="shade",
        )
        for j in range(4):
            c.rect(x + 18 + j * 48, 586, 30, 46, "#ffe3a3" if (j + k) % 3 else "#38476a")
    for x, h in ((250, 300), (900, 340)):
        c.poly([(x, 520), (x + 8, 520 - h), (x + 42, 520 - h), (x + 50, 520)], "#8a5f6a")
        c.rect(x + 6, 520 - h + 30, 40, 18, "#e9dccf")
    _ground(c, 700, "#3b4468", "#7d7590")
    c.poly([(0, 800), (W, 770), (W, 900), (0, 950)], "#4a4f6c")
    for x, s in ((90, 260), (420, 230), (760, 240), (1110, 230), (1450, 270)):
        props.tree(c, x, 830, s, "#3f6f63", "#2f2a35")
    for k in range(22):
        x = c.random.uniform(-10, W)
        y = c.random.uniform(930, 1040)
        props.person(
            c,
            x,
            y,
            118 + (y - 930) * 0.4,
            c.random.choice(["#35507f", "#35507f", "#e9dcc0", "#8a4a5a", "#2f5f6b"]),
        )
    c.rect(0, 0, W, H, c.fade(1250, 350, 500, 1000), alpha=0.4, on="light")


def housing(c: Canvas) -> None:
    c.fill(c.vertical("#73b8da", "#dcedea", "#fff2d0", bottom=640))
    props.clouds(c, 160, "#ffffff", 4, 0.85, 80)
    for k, (x, w, h) in enumerate(((40, 330, 470), (410, 370, 560), (830, 340, 500), (1220, 360, 580))):
        wall = ("#f2d9a8", "#f4ead6", "#e9b98f", "#f2e3bd")[k]
        y = 800 - h
        c.rect(x, y, w, h, wall)
        c.rect(x - 8, y - 14, w + 16, 18, dark(wall, 0.25))
        rows, cols = h // 92, 4
        for r in range(rows):
            for j in range(cols):
                bx, by = x + 16 + j * (w - 20) / cols, y + 24 + r * 90
                c.rect(bx, by, 52, 50, "#4f8799" if c.random.random() < 0.75 else "#ffe0a0")
                c.rect(bx - 4, by + 42, 62, 20, dark(wall, 0.18))
                for _ in range(4):
                    c.circle(
                        bx + c.random.uniform(0, 54),
                        by + 40,
                        c.random.uniform(5, 11),
                        c.random.choice(["#4f9a55", "#6fb060", "#d8506a", "#f0a83c"]),
                    )
                if c.random.random() < 0.3:
                    c.rect(bx + 8, by + 14, 14, 22, c.random.choice(["#d8452f", "#2f6f9a", "#ffffff"]))
        c.rect(x + w * 0.68, y, w * 0.32, h, "#ffffff", alpha=0.38, on="shade")
    _ground(c, 796, "#8fae62", "#b9cf86")
    c.path("M0 1067 Q500 880 900 900 T1600 860 L1600 960 Q1200 950 900 990 T500 1067 Z", "#efdcb4")
    for x, s in ((120, 260), (390, 210), (800, 240), (1200, 220), (1520, 270)):
        props.tree(c, x, 890, s, "#4f9a58")
    for x, y, h, col in (
        (620, 960, 120, "#b8433a"),
        (680, 966, 80, "#e9a52f"),
        (1040, 940, 120, "#35507f"),
        (300, 1010, 130, "#3f7a5c"),
    ):
        props.person(c, x, y, h, col)


def night_city(c: Canvas) -> None:
    c.fill(c.vertical("#101638", "#2d2c64", "#6b4a86", "#d98a82", bottom=640))
    props.stars(c, 120, 360)
    props.sun(c, 300, 200, 40, "#fdf2d8", "#a89ac8")
    for layer in range(3):
        x = -20.0
        tone = ("#3b3a72", "#262756", "#15183a")[layer]
        while x < W:
            w, h = c.random.uniform(60, 130), c.random.uniform(140, 420) - layer * 40
            y = 720 - h + layer * 50
            c.rect(x, y, w, H, tone)
            for r in range(int(h // 30)):
                for k in range(int(w // 24)):
                    if c.random.random() < 0.42:
                        c.rect(
                            x + 8 + k * 24,
                            y + 12 + r * 30,
                            11,
                            14,
                            c.random.choice(["#ffd98a", "#ffe9bd", "#f6a860", "#a8d8e8"]),
                            alpha=0.9,
                        )
            x += w + c.random.uniform(2, 16)
    c.rect(0, 800, W, H, c.vertical("#2a2650", "#0f1230", top=800))
    c.poly([(640, 800), (960, 800), (1560, H), (40, H)], "#1b1c3c")
    for k in range(16):
        y = 812 + k * k * 1.05
        x = 800 - (y - 800) * (1.25 - 0.03 * k) - 20
        c.rect(x, y, 16 + k * 6, 4 + k * 0.5, "#ffdf9a", r=4)
        c.glow(x + 12, y, 40 + k * 9, "#ffcf7d", 0.55)
        x2 = 800 + (y - 800) * 1.1
        c.rect(x2, y, 16 + k * 6, 4 + k * 0.5, "#ff5a4a", r=4)
        c.glow(x2 + 12, y, 36 + k * 8, "#ff6a55", 0.5)
    for x, h in ((180, 380), (1420, 380), (470, 240), (1130, 240)):
        c.line([(x, 1000 if h > 300 else 880), (x, 1000 - h if h > 300 else 880 - h)], "#0d0f28", 8)
        top = 1000 - h if h > 300 else 880 - h
        c.circle(x, top, 12, "#fff0c0")
        c.glow(x, top, 130, "#ffd88a", 0.8)


def bus(c: Canvas) -> None:
    c.fill(c.vertical("#8ccbe0", "#e6f2e2", "#fff3d2", bottom=560))
    for k in range(11):
        x, h = -20 + k * 152, c.random.uniform(230, 420)
        tone = c.random.choice(["#f0d3a0", "#e9b99a", "#cfe0d6", "#f6e9cc", "#d9c3d0"])
        c.rect(x, 690 - h, 146, h, tone)
        _windows(c, x + 8, 700 - h, 130, h - 110, max(int(h // 80), 2), 3, dark(tone, 0.35), "#fff0c0")
        c.poly(
            [(x + 4, 610), (x + 20, 584), (x + 126, 584), (x + 142, 610)],
            c.random.choice(["#c8412f", "#2f7f8a", "#e09a2f"]),
        )
        c.rect(x + 100, 690 - h, 46, h, "#ffffff", alpha=0.35, on="shade")
    for x, s in ((90, 360), (520, 330), (1120, 340), (1530, 370)):
        props.tree(c, x, 760, s, "#4f9a5c")
    c.rect(0, 690, W, 80, "#dccfb2")
    c.rect(0, 760, W, H, c.vertical("#7a8088", "#565b64", top=760))
    for k in range(8):
        c.rect(30 + k * 220, 1010, 130, 12, "#f6efdc")
    x, y = 330, 560
    c.rect(x, y, 880, 340, "#2fa06f", r=36)
    c.rect(x, y + 210, 880, 130, "#f4f1e4", r=20)
    c.rect(x + 24, y + 40, 690, 140, "#1f3f4f", r=16)
    c.rect(x + 736, y + 40, 130, 190, "#284c5c", r=18)
    for k in range(5):
        c.rect(x + 40 + k * 136, y + 52, 118, 118, "#8fc6d0", r=8)
        props.person(c, x + 96 + k * 136, y + 172, 92, c.random.choice(CLOTHES))
        c.poly(
            [
                (x + 40 + k * 136, y + 170),
                (x + 100 + k * 136, y + 52),
                (x + 130 + k * 136, y + 52),
                (x + 70 + k * 136, y + 170),
            ],
            "#ffffff",
            alpha=0.4,
            on="light",
        )
    c.rect(x + 300, y + 186, 10, 150, "#1f7f55")
    c.rect(x + 404, y + 186, 10, 150, "#1f7f55")
    c.rect(x + 90, y + 250, 150, 34, "#2fa06f", r=17)
    c.poly(
        [
            (x + 560, y + 236),
            (x + 536, y + 286),
            (x + 556, y + 286),
            (x + 546, y + 322),
            (x + 584, y + 268),
            (x + 562, y + 268),
        ],
        "#f2b632",
    )
    c.rect(x + 700, y, 180, 340, "#ffffff", alpha=0.3, on="shade")
    for wx in (x + 170, x + 720):
        c.circle(wx, y + 342, 62, "#22252b")
        c.circle(wx, y + 342, 30, "#c3c8c8")
    c.oval(x + 440, y + 412, 480, 26, "#ffffff", alpha=0.6, on="shade")
    for px, col in ((1330, "#b8433a"), (1400, "#f9f7ef"), (1450, "#35507f")):
        props.person(c, px, 800, 170, col)


def wet_road(c: Canvas) -> None:
    c.fill(c.vertical("#141d33", "#2b3a52", "#4a5a68", bottom=560))
    c.ridge(470, 60, "#1c2940", wave=520)
    c.poly([(690, 480), (830, 480), (1500, H), (60, H)], c.vertical("#6f7f8a", "#28323f", top=480))
    c.poly([(0, 520), (690, 480), (60, H), (0, H)], "#18251f")
    c.poly([(W, 520), (830, 480), (1500, H), (W, H)], "#142019")
    for x, y, s in ((760, 520, 0.5), (800, 640, 1.0)):
        for side in (-1, 1):
            lx = x + side * 36 * s * 2
            c.circle(lx, y, 9 * s * 1.6, "#fff6d0")
            c.glow(lx, y, 230 * s, "#ffe9a8", 0.75)
            for k in range(26):
                yy = y + 40 * s + k * 15 * s
                c.rect(
                    lx + c.random.gauss(0, 16 * s) - 20 * s,
                    yy,
                    c.random.uniform(20, 70) * s,
                    4 * s,
                    "#ffe6a6",
                    r=3,
                    alpha=max(0.05, 0.6 - k * 0.022),
                )
        c.rect(x - 110 * s, y - 170 * s, 220 * s, 190 * s, "#10172a", r=10)
        c.rect(x - 92 * s, y - 150 * s, 184 * s, 66 * s, "#2f4257", r=6)
        for side in (-1, 1):
            c.circle(x + side * 72 * s, y - 16 * s, 15 * s, "#fff6d0")
            c.glow(x + side * 72 * s, y - 16 * s, 150 * s, "#ffe9a8", 0.8)
    for side, xs in ((-1, (470, 330, 110)), (1, (1060, 1230, 1470))):
        del side
        for k, x in enumerate(xs):
            h = 170 + k * 120
            c.line([(x, 560 + k * 110), (x, 560 + k * 110 - h)], "#0d1424", 5 + k * 3)
            c.line(
                [(x - 40 - k * 20, 570 + k * 110 - h), (x + 40 + k * 20, 570 + k * 110 - h)],
                "#0d1424",
                4 + k * 2,
            )
    props.rain(c, 560, alpha=0.3)


def lanterns(c: Canvas) -> None:
    c.fill(c.vertical("#1a1538", "#43265c", "#8a3f5c", "#d9794f", bottom=820))
    for side in (0, 1):
        for k in range(5):
            w, h = 300 - k * 44, 560 - k * 80
            x = (k * 130 - 60) if side == 0 else (W + 60 - k * 130 - w)
            tone = mix("#e0a24a", "#6b3a52", k / 5)
            c.rect(x, 850 - k * 26 - h, w, h, tone)
            for r in range(3):
                for j in range(3):
                    c.rect(
                        x + w * (0.12 + 0.3 * j),
                        850 - k * 26 - h + 50 + r * h * 0.3,
                        w * 0.18,
                        h * 0.17,
                        "#ffdf94" if (r + j + k) % 2 else "#5a2f3f",
                    )
            c.poly(
                [
                    (x - 16, 850 - k * 26 - h),
                    (x + 20, 810 - k * 26 - h),
                    (x + w - 20, 810 - k * 26 - h),
                    (x + w + 16, 850 - k * 26 - h),
                ],
                "#6b2f35",
            )
            c.rect(x if side else x + w * 0.7, 850 - k * 26 - h, w * 0.3, h, "#ffffff", alpha=0.4, on="shade")
    c.poly([(700, 760), (900, 760), (1480, H), (120, H)], c.vertical("#b5704f", "#3f2540", top=760))
    for row in range(6):
        y, s = 150 + row * 82, 1.9 - row * 0.26
        half = 800 - row * 108
        c.stroke(
            f"M{800 - half} {y - 40 * s:.0f} Q800 {y + 70 * s:.0f} {800 + half} {y - 40 * s:.0f}",
            "#2a1a2f",
            2,
        )
        for k in range(7):
            t = (k + 0.5) / 7
            x = 800 - half + 2 * half * t
            yy = y - 40 * s + 4 * t * (1 - t) * 55 * s
            tone = c.random.choice(["#e8402f", "#f0a52f", "#d8305a", "#3fa08a", "#f4d35e", "#8a5ac8"])
            c.glow(x, yy + 34 * s, 96 * s, pale(tone, 0.3), 0.6)
            c.oval(x, yy + 34 * s, 31 * s, 28 * s, tone)
            c.oval(x, yy + 34 * s, 13 * s, 28 * s, pale(tone, 0.35))
            c.rect(x - 12 * s, yy + 3 * s, 24 * s, 6 * s, "#4a2530")
            c.rect(x - 12 * s, yy + 59 * s, 24 * s, 6 * s, "#4a2530")
            c.line([(x, yy + 64 * s), (x, yy + 92 * s)], "#f0c06a", 3 * s)
    for k in range(16):
        y = 830 + k * 13
        props.person(
            c,
            c.random.uniform(560 - k * 22, 1040 + k * 22),
            y,
            70 + k * 9,
            mix("#1f1530", c.random.choice(CLOTHES), 0.45),
            hat="#c9a96a" if c.random.random() < 0.25 else None,
        )


def temple(c: Canvas) -> None:
    c.fill(c.vertical("#e98f5a", "#f6c07a", "#fde6b0", bottom=640))
    props.sun(c, 1180, 330, 84, "#fff3cf", "#ffcf7d")
    props.birds(c, 520, 190, 9, "#8a4a3a")
    c.ridge(600, 80, "#c98f63", wave=420)
    for y, half, h in ((420, 430, 110), (600, 620, 140)):
        c.path(
            f"M{800 - half - 90} {y - 20} Q{800 - half} {y + 20} {800 - half * 0.62:.0f} {y - h} L{800 + half * 0.62:.0f} {y - h} Q{800 + half} {y + 20} {800 + half + 90} {y - 20} Q{800 + half} {y + 52} {800 + half * 0.9:.0f} {y + 50} L{800 - half * 0.9:.0f} {y + 50} Q{800 - half} {y + 52} {800 - half - 90} {y - 20} Z",
            "#7a2f28",
        )
        for k in range(30):
            x = 800 - half * 0.6 + k * half * 1.2 / 29
            c.line([(x, y - h + 6), (800 + (x - 800) * 1.48, y + 40)], "#9a4435", 3)
        c.path(
            f"M800 {y - h} L{800 + half * 0.62:.0f} {y - h} Q{800 + half} {y + 20} {800 + half + 90} {y - 20} Q{800 + half} {y + 52} {800 + half * 0.9:.0f} {y + 50} L800 {y + 50} Z",
            "#ffffff",
            alpha=0.45,
            on="shade",
        )
        c.rect(800 - half * 0.62, y - h - 12, half * 1.24, 18, "#5a211f")
        for side in (-1, 1):
            c.stroke(
                f"M{800 + side * half * 0.62:.0f} {y - h - 4} q{side * 24} -10 {side * 30} -46", "#5a211f", 12
            )
    c.circle(800, 272, 26, "#f3c14b")
    c.rect(420, 470, 760, 76, "#8f3a2c")
    c.rect(260, 650, 1080, 200, "#5a2a24")
    for k in range(8):
        x = 276 + k * 148
        c.rect(x, 646, 34, 210, "#a8432f")
        c.rect(x + 22, 646, 12, 210, "#ffffff", alpha=0.6, on="shade")
        c.rect(x - 8, 840, 50, 18, "#d9b98a")
    for k in range(7):
        c.rect(324 + k * 148, 690, 88, 160, "#ffcf7d" if k == 3 else "#3f1c1b")
    c.glow(800, 770, 260, "#ffcf7d", 0.5)
    for k in range(4):
        c.rect(200 - k * 34, 856 + k * 22, 1200 + k * 68, 23, mix("#d9b98a", "#a9855a", k / 4))
    _ground(c, 944, "#a8784a", "#d9a86b")
    for x, s in ((80, 460), (1530, 480)):
        props.tree(c, x, 950, s, "#5a7a3a")
    for x, col in ((640, "#b8433a"), (700, "#35507f"), (960, "#e9dcc0"), (1010, "#6b3f6b")):
        props.person(c, x, 1010, 120, col)


def farm(c: Canvas) -> None:
    c.fill(c.vertical("#86c3dc", "#e3f0dc", "#fff2cd", bottom=520))
    props.clouds(c, 160, "#ffffff", 4, 0.85, 80)
    c.ridge(430, 150, "#9dc0a6", wave=420)
    c.ridge(520, 90, "#6fa06b", wave=620)
    _ground(c, 560, "#6f9a45", "#a9c86f")
    for row in range(3):
        y, s = 640 + row * 130, 0.7 + row * 0.28
        x = 220 + row * 60
        w = 900 * s + 120
        c.rect(x, y - 90 * s, w, 100 * s, "#f3ead6")
        c.poly(
            [
                (x - 30, y - 86 * s),
                (x + 40 * s, y - 170 * s),
                (x + w - 40 * s, y - 170 * s),
                (x + w + 30, y - 86 * s),
            ],
            "#b8452f",
        )
        for k in range(int(w // (80 * s))):
            c.rect(x + 20 * s + k * 80 * s, y - 66 * s, 52 * s, 40 * s, "#6a7f86")
            c.line(
                [(x + 10 * s + k * 80 * s, y - 90 * s), (x + 24 * s + k * 78 * s, y - 168 * s)], "#8a2f22", 2
            )
        c.rect(x, y - 90 * s, w, 22 * s, "#ffffff", alpha=0.55, on="shade")
        for j in range(2):
            c.rect(x + w + 46 * s + j * 60 * s, y - 170 * s, 50 * s, 180 * s, "#c9cfd0", r=20)
    for x in range(0, W, 60):
        c.rect(x, 990, 10, 70, "#8a6a44")
    c.rect(0, 1006, W, 9, "#8a6a44")
    for x, s in ((90, 330), (1500, 380), (1360, 260)):
        props.tree(c, x, 900, s, "#4f8f4b")
    props.person(c, 1180, 985, 150, "#2f6f9a")


def court(c: Canvas) -> None:
    c.fill(c.vertical("#2c3a52", "#5f7286", "#b9b39c"))
    for k in range(7):
        x = 80 + k * 220
        c.rect(x, 190, 120, 640, c.across("#cfc6ae", "#efe6cc", "#a79d86", left=x, right=x + 120))
        for j in range(4):
            c.rect(x + 16 + j * 26, 200, 6, 620, "#ffffff", alpha=0.4, on="shade")
        c.rect(x - 20, 160, 160, 40, "#e3d9be")
        c.rect(x - 20, 826, 160, 34, "#e3d9be")
    c.poly([(0, 150), (800, -90), (W, 150), (W, 170), (0, 170)], "#d9cfb4")
    c.poly([(800, -90), (W, 150), (W, 170), (800, 170)], "#ffffff", alpha=0.4, on="shade")
    for k in range(6):
        c.rect(0, 858 + k * 36, W, 37, mix("#d2c7aa", "#7f7663", k / 6))
    c.glow(800, 480, 620, "#fff0c4", 0.55)
    gold, deep = "#e0a93f", "#6a4520"
    c.rect(786, 270, 28, 560, gold)
    c.rect(804, 270, 10, 560, "#ffffff", alpha=0.6, on="shade")
    c.circle(800, 256, 34, gold)
    c.poly([(640, 850), (700, 800), (900, 800), (960, 850)], deep)
    c.path("M450 356 Q620 310 800 332 Q980 310 1150 330 L1150 348 Q980 330 800 354 Q620 330 450 374 Z", gold)
    for x, y in ((460, 366), (1140, 340)):
        for dx in (-110, 110):
            c.line([(x, y), (x + dx, y + 220)], "#f6dc98", 4)
        c.path(f"M{x - 130} {y + 216} Q{x} {y + 350} {x + 130} {y + 216} Z", gold)
        c.path(
            f"M{x + 10} {y + 216} Q{x + 60} {y + 300} {x + 130} {y + 216} Z", "#ffffff", alpha=0.6, on="shade"
        )


def stadium(c: Canvas) -> None:
    c.fill(c.vertical("#0d1230", "#232a5c", "#4a4a86", bottom=460))
    props.stars(c, 70, 260)
    c.path("M-60 620 Q200 300 800 280 Q1400 300 1660 620 L1660 760 L-60 760 Z", "#1c2048")
    for _ in range(2600):
        a = c.random.uniform(0.04, 0.96) * math.pi
        t = c.random.uniform(1.0, 1.42)
        x, y = 800 - math.cos(a) * 640 * t, 690 - math.sin(a) * 270 * t
        c.circle(
            x,
            y,
            c.random.uniform(2.5, 5),
            c.random.choice(["#d8402f", "#e8a03a", "#f4efe0", "#3f5fa8", "#8a3f5a", "#c8342a"]),
            alpha=0.85,
        )
    c.path("M0 1067 L0 760 Q300 640 800 640 T1600 760 L1600 1067 Z", "#3f9a4f")
    for k in range(10):
        if k % 2:
            c.poly(
                [
                    (800 + (k - 5) * 110, 640),
                    (800 + (k - 4) * 110, 640),
                    (800 + (k - 4) * 360, H),
                    (800 + (k - 5) * 360, H),
                ],
                "#37904a",
            )
    c.stroke("M60 800 L1540 800", "#f2fbef", 6)
    c.line([(800, 642), (800, H)], "#f2fbef", 6)
    c.path("M540 860 a260 96 0 1 0 520 0 a260 96 0 1 0 -520 0", extra='stroke="#f2fbef" stroke-width="6"')
    for x, y, h, col in (
        (480, 800, 90, "#d8302a"),
        (640, 900, 120, "#f4f1e6"),
        (900, 840, 104, "#d8302a"),
        (1060, 930, 130, "#d8302a"),
        (1220, 790, 88, "#f4f1e6"),
        (330, 960, 140, "#f4f1e6"),
        (780, 740, 74, "#2f2f36"),
        (1390, 880, 116, "#d8302a"),
    ):
        props.person(c, x, y, h, col)
        c.oval(x, y + 3, h * 0.24, h * 0.06, "#ffffff", alpha=0.6, on="shade")
    c.circle(705, 912, 13, "#ffffff")
    for x in (170, 560, 1040, 1430):
        top = 110 if x in (170, 1430) else 150
        c.line([(x, 520 if x in (170, 1430) else 330), (x, top)], "#10142c", 10)
        c.rect(x - 66, top - 44, 132, 56, "#20264a", r=6)
        for k in range(8):
            c.circle(x - 48 + (k % 4) * 32, top - 30 + (k // 4) * 26, 10, "#fffbe0")
        c.glow(x, top - 18, 300, "#eef4ff", 0.75)
        c.poly(
            [
                (x - 40, top),
                (x + 40, top),
                (x + (800 - x) * 0.4 + 300, 900),
                (x + (800 - x) * 0.4 - 300, 900),
            ],
            c.fade(0, top, 0, 860, "#f4f7ff"),
            alpha=0.16,
        )


def runners(c: Canvas) -> None:
    c.fill(c.vertical("#3f4a86", "#c9708a", "#f9a463", "#fddc98", bottom=700))
    props.sun(c, 800, 560, 150, "#fff2c0", "#ffc05f")
    props.clouds(c, 220, "#f6b59a", 5, 0.5, 110)
    c.ridge(640, 60, "#a85f6f", wave=420, bottom=720)
    c.rect(0, 690, W, H, c.vertical("#7a4a68", "#2f2348", top=690))
    c.rect(0, 700, W, 50, c.vertical("#fbd08a", "#a8607a", top=700, bottom=750))
    props.ripples(c, 704, "#ffe8b0", 20, 0.6, 800)
    c.rect(0, 746, W, H, c.vertical("#5a3a5c", "#221a3a", top=746))
    ink = "#1d1530"
    for k in range(9):
        x, s = 110 + k * 180 + c.random.uniform(-24, 24), c.random.uniform(0.8, 1.15)
        y = 960 + c.random.uniform(-30, 40)
        phase = c.random.choice((-1, 1))
        c.oval(x, y + 6, 80 * s, 12 * s, "#140e26", alpha=0.6)
        c.circle(x + 12 * s, y - 300 * s, 27 * s, ink)
        c.stroke(
            f"M{x + 8 * s:.0f} {y - 262 * s:.0f} L{x - 8 * s:.0f} {y - 150 * s:.0f}",
            c.random.choice(["#c8402f", "#2f6f9a", "#e0982f", ink, "#3f8f6b"]),
            46 * s,
        )
        c.stroke(
            f"M{x - 6 * s:.0f} {y - 150 * s:.0f} L{x + phase * 52 * s:.0f} {y - 90 * s:.0f} L{x + (phase * 52 - 26) * s:.0f} {y - 4 * s:.0f}",
            ink,
            24 * s,
        )
        c.stroke(
            f"M{x - 8 * s:.0f} {y - 150 * s:.0f} L{x - phase * 34 * s:.0f} {y - 80 * s:.0f} L{x - (phase * 34 + 66) * s:.0f} {y - 40 * s:.0f}",
            ink,
            23 * s,
        )
        c.stroke(
            f"M{x + 8 * s:.0f} {y - 252 * s:.0f} L{x - phase * 44 * s:.0f} {y - 200 * s:.0f} L{x + (-phase * 44 + 40) * s:.0f} {y - 180 * s:.0f}",
            ink,
            15 * s,
        )
        c.stroke(
            f"M{x + 8 * s:.0f} {y - 252 * s:.0f} L{x + phase * 36 * s:.0f} {y - 196 * s:.0f} L{x + (phase * 36 + 36) * s:.0f} {y - 226 * s:.0f}",
            ink,
            15 * s,
        )
    c.rect(0, 0, W, H, c.fade(800, 560, 800, 1000), alpha=0.3, on="light")


SCENES: dict[str, Scene] = {
    "cho-que": market,
    "truong-hoc": school,
    "lop-hoc-vung-cao": hill_school,
    "benh-vien": hospital,
    "tram-y-te": clinic,
    "tru-so": offices,
    "nha-may": factory,
    "khu-nha": housing,
    "pho-dem": night_city,
    "xe-buyt": bus,
    "duong-mua": wet_road,
    "den-long": lanterns,
    "mai-dinh": temple,
    "trang-trai": farm,
    "toa-an": court,
    "san-van-dong": stadium,
    "chay-bo": runners,
}
