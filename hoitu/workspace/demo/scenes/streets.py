"""Streets by day and night, sport, landmarks."""

import math

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, mix, pale
from hoitu.workspace.demo.scenes.land import Scene
from hoitu.workspace.demo.scenes.town import CLOTHES, ground, windows


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
        windows(c, x + 8, 700 - h, 130, h - 110, max(int(h // 80), 2), 3, dark(tone, 0.35), "#fff0c0")
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
            at = 800 - half + 2 * half * t
            yy = y - 40 * s + 4 * t * (1 - t) * 55 * s
            tone = c.random.choice(["#e8402f", "#f0a52f", "#d8305a", "#3fa08a", "#f4d35e", "#8a5ac8"])
            c.glow(at, yy + 34 * s, 96 * s, pale(tone, 0.3), 0.6)
            c.oval(at, yy + 34 * s, 31 * s, 28 * s, tone)
            c.oval(at, yy + 34 * s, 13 * s, 28 * s, pale(tone, 0.35))
            c.rect(at - 12 * s, yy + 3 * s, 24 * s, 6 * s, "#4a2530")
            c.rect(at - 12 * s, yy + 59 * s, 24 * s, 6 * s, "#4a2530")
            c.line([(at, yy + 64 * s), (at, yy + 92 * s)], "#f0c06a", 3 * s)
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
    ground(c, 944, "#a8784a", "#d9a86b")
    for x, s in ((80, 460), (1530, 480)):
        props.tree(c, x, 950, s, "#5a7a3a")
    for x, col in ((640, "#b8433a"), (700, "#35507f"), (960, "#e9dcc0"), (1010, "#6b3f6b")):
        props.person(c, x, 1010, 120, col)


def farm(c: Canvas) -> None:
    c.fill(c.vertical("#86c3dc", "#e3f0dc", "#fff2cd", bottom=520))
    props.clouds(c, 160, "#ffffff", 4, 0.85, 80)
    c.ridge(430, 150, "#9dc0a6", wave=420)
    c.ridge(520, 90, "#6fa06b", wave=620)
    ground(c, 560, "#6f9a45", "#a9c86f")
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
