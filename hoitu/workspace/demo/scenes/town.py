"""Markets, schools, clinics, works, homes."""

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, mix, pale
from hoitu.workspace.demo.scenes.land import Scene

CLOTHES = ["#b8433a", "#35507f", "#6b3f6b", "#3f7a5c", "#c98a2f", "#8a5a3c", "#e9dcc0"]


def windows(
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


def ground(c: Canvas, y: float, near: str, far: str) -> None:
    c.rect(0, y, W, H, c.vertical(far, near, top=y))


def market(c: Canvas) -> None:
    c.fill(c.vertical("#8fc4d4", "#f3ead0", "#fde9c0", bottom=420))
    c.ridge(320, 180, "#9dbdb6", wave=420)
    c.ridge(390, 110, "#6b9a83", wave=520)
    ground(c, 430, "#b98a56", "#e3c28f")
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
    ground(c, 716, "#c9a878", "#f0dab0")
    props.flag(c, 790, 900, 470)
    for k in range(24):
        at, feet = c.random.uniform(160, 1440), c.random.uniform(790, 1010)
        if abs(at - 790) < 60:
            continue
        h = 74 + (feet - 780) * 0.18
        props.person(c, at, feet, h, c.random.choice(["#f9f7ef", "#f9f7ef", "#35507f"]))
        c.poly(
            [(at - h * 0.06, feet - h * 0.72), (at + h * 0.06, feet - h * 0.72), (at, feet - h * 0.56)],
            "#d8302a",
        )
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
        windows(c, x, 750 - h, w, h - 30, 7, 5, "#9dbfc6")
    c.rect(260, 300, 760, 440, "#f6f3ea")
    windows(c, 280, 330, 720, 310, 5, 13, "#5f9fb5", "#ffe9b0")
    c.rect(1020, 400, 320, 340, "#e3ece9")
    windows(c, 1036, 420, 290, 240, 4, 6, "#5f9fb5")
    c.rect(860, 300, 160, 440, "#ffffff", alpha=0.35, on="shade")
    c.rect(1200, 400, 140, 340, "#ffffff", alpha=0.35, on="shade")
    c.rect(560, 210, 160, 120, "#f6f3ea")
    c.rect(622, 232, 36, 84, "#16897a")
    c.rect(598, 256, 84, 36, "#16897a")
    c.poly([(440, 660), (480, 636), (820, 636), (860, 660)], "#2f7f96")
    for x in (470, 820):
        c.rect(x, 660, 14, 90, "#d9dcd6")
    c.rect(520, 670, 260, 74, "#bfe3ea")
    ground(c, 738, "#7d8a8d", "#c3c7c3")
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
    ground(c, 640, "#a98d5c", "#d9c490")
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
    ground(c, 800, "#9a8f6a", "#d6c795")
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
    ground(c, 700, "#3b4468", "#7d7590")
    c.poly([(0, 800), (W, 770), (W, 900), (0, 950)], "#4a4f6c")
    for x, s in ((90, 260), (420, 230), (760, 240), (1110, 230), (1450, 270)):
        props.tree(c, x, 830, s, "#3f6f63", "#2f2a35")
    for k in range(22):
        at = c.random.uniform(-10, W)
        y = c.random.uniform(930, 1040)
        props.person(
            c,
            at,
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
    ground(c, 796, "#8fae62", "#b9cf86")
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


SCENES: dict[str, Scene] = {
    "cho-que": market,
    "truong-hoc": school,
    "lop-hoc-vung-cao": hill_school,
    "benh-vien": hospital,
    "tram-y-te": clinic,
    "tru-so": offices,
    "nha-may": factory,
    "khu-nha": housing,
}
