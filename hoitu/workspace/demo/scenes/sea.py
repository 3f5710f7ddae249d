"""Harbours, floods and the sea."""

import math

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, mix, pale
from hoitu.workspace.demo.scenes.land import Scene


def harbour(c: Canvas) -> None:
    c.fill(c.vertical("#6ba9c9", "#cfe4e2", "#fbeccb", bottom=620))
    props.clouds(c, 200, "#ffffff", 5, 0.75, 120)
    c.ridge(560, 80, "#9dbcc0", wave=420, bottom=640)
    start = props.mark(c)
    for x, h in ((260, 430), (560, 470), (900, 430)):
        for dx in (0, 110):
            c.poly(
                [(x + dx - 12, 690), (x + dx - 4, 690 - h), (x + dx + 10, 690 - h), (x + dx + 16, 690)],
                "#d8452f",
            )
        c.rect(x - 150, 690 - h * 0.72, 420, 16, "#d8452f")
        c.rect(x - 4, 690 - h, 128, 14, "#b93422")
        c.line([(x + 2, 690 - h), (x - 150, 690 - h * 0.71)], "#b93422", 5)
        c.line([(x + 120, 690 - h), (x + 268, 690 - h * 0.71)], "#b93422", 5)
        c.line([(x - 90, 690 - h * 0.7), (x - 90, 520)], "#4a4f58", 3)
        c.rect(x - 124, 520, 70, 34, c.random.choice(["#2f7a8a", "#e3a62f", "#3f5fa0"]))
    tones = ["#c8412f", "#2f6f8f", "#e3a62f", "#3f8f6b", "#8a4a7a", "#e9e1cf", "#35507f"]
    for row in range(4):
        for k in range(13):
            if c.random.random() < 0.22 * row:
                continue
            x, y = 20 + k * 62 + (row % 2) * 8, 660 - row * 32
            tone = c.random.choice(tones)
            c.rect(x, y, 58, 30, tone)
            for j in range(1, 6):
                c.line([(x + j * 10, y + 3), (x + j * 10, y + 27)], dark(tone, 0.2), 1.4)
            c.rect(x, y + 17, 58, 13, "#ffffff", alpha=0.35, on="shade")
    c.poly([(880, 640), (950, 770), (1540, 770), (1620, 600)], "#22314f")
    c.poly([(905, 690), (935, 742), (1560, 742), (1580, 690)], "#b5382b")
    for row in range(3):
        for k in range(8 - row):
            tone = c.random.choice(tones)
            c.rect(960 + k * 60, 606 - row * 34, 57, 32, tone)
    c.rect(1450, 480, 110, 150, "#f3ead8")
    for j in range(3):
        c.rect(1462, 496 + j * 40, 86, 18, "#2c3f57")
    c.poly([(1240, 650), (1540, 770), (1620, 600)], "#ffffff", alpha=0.45, on="shade")
    c.rect(0, 690, 900, 40, "#8d8a86")
    c.rect(0, 730, W, H, c.vertical("#8fc0c6", "#3b7a92", "#1f4a66", top=730))
    props.reflection_of(c, 750, 0.2, since=start)
    props.ripples(c, 780, "#eafbf7", 150, 0.5)
    props.birds(c, 1100, 260, 9, "#f8f8f2", 20)
    props.trawler(c, 420, 930, 260, "#2f6f9a", "#f0e6cf")


def fishing(c: Canvas) -> None:
    c.fill(c.vertical("#5fb0c9", "#bfe3df", "#fdeecb", bottom=480))
    props.sun(c, 300, 260, 54)
    c.ridge(430, 90, "#8fb8b0", wave=420, bottom=500)
    for x in range(0, W, 84):
        props.house(
            c,
            x + 6,
            500,
            66,
            64 + (x % 5) * 6,
            c.random.choice(["#e9d3a8", "#d9b48f", "#c9d3c0"]),
            c.random.choice(["#a8503a", "#8a3f35", "#4a7a8a"]),
        )
    c.rect(0, 496, W, H, c.vertical("#7fc3c4", "#2f8fa3", "#155a76", top=496))
    props.ripples(c, 505, "#e9fffa", 130, 0.5)
    fleet = [
        (230, 570, 170),
        (520, 590, 190),
        (900, 575, 170),
        (1220, 590, 190),
        (1470, 570, 160),
        (360, 720, 300),
        (820, 740, 320),
        (1290, 730, 310),
        (560, 960, 470),
        (1180, 990, 500),
    ]
    for x, y, w in fleet:
        hull = c.random.choice(["#1f6fa8", "#1c7f86", "#2a4f9a", "#2f8a5c"])
        c.oval(x, y + w * 0.06, w * 0.5, w * 0.05, "#0d3f58", alpha=0.45)
        props.trawler(c, x, y, w, hull, c.random.choice(["#f3e3bd", "#f0c24b", "#e9ece3"]))
    props.ripples(c, 820, "#dffaf5", 60, 0.5)
    props.birds(c, 860, 210, 9, "#ffffff", 20)


def squid_night(c: Canvas) -> None:
    c.fill(c.vertical("#0b1734", "#173157", "#2f5a7c", "#6f8f9a", bottom=520))
    props.stars(c, 190, 430)
    c.rect(0, 510, W, H, c.vertical("#3f7485", "#16405e", "#081a33", top=510))
    for x in (140, 330, 560, 980, 1190, 1380, 1500):
        c.circle(x, 512, 3, "#dffff0")
        c.glow(x, 512, 60, "#bff5e0", 0.6)
    for x, y, w in ((300, 640, 230), (1330, 660, 270), (760, 760, 520)):
        c.glow(x, y - w * 0.15, w * 1.05, "#a6f0d6", 0.5)
        props.trawler(c, x, y, w, "#16304f", "#dfe6d0", lamps=True)
        for _ in range(int(w / 4)):
            dy = c.random.random() ** 1.3 * w * 0.55
            c.rect(
                x + c.random.gauss(0, w * 0.3),
                y + w * 0.07 + dy,
                c.random.uniform(20, 70),
                3.4,
                "#c9ffe9",
                r=2,
                alpha=0.55 * (1 - dy / w),
            )
    props.ripples(c, 540, "#bfeede", 120, 0.3)


def flood(c: Canvas) -> None:
    c.fill(c.vertical("#48545f", "#75818a", "#a2a9a8", bottom=560))
    for y in (120, 210, 300):
        props.clouds(c, y, "#5b6771", 6, 0.5, 60)
    c.ridge(440, 170, "#6f7d83", wave=420)
    c.ridge(520, 120, "#4f6063", wave=520)
    c.rect(0, 600, W, H, c.vertical("#a08a68", "#7d6848", "#54432f", top=600))
    spots = [
        (120, 640, 190, 170),
        (420, 620, 150, 130),
        (980, 630, 170, 150),
        (1240, 660, 240, 210),
        (700, 610, 120, 100),
    ]
    for x, y, w, h in spots:
        props.house(
            c,
            x,
            y + h * 0.24,
            w,
            h,
            c.random.choice(["#b9a487", "#a8907a"]),
            c.random.choice(["#7a3b30", "#5a4a45", "#8a4a38"]),
            lit="#ffdf95",
        )
        c.rect(x - 30, y + h * 0.02, w + 60, h * 0.3, "#8a7352")
        for k in range(4):
            c.rect(x - 40 + k * 20, y + 2 + k * 9, w + 60, 3, "#cbb890", r=2, alpha=0.6)
    for x, y, s in ((340, 660, 170), (900, 640, 140), (1520, 690, 210), (60, 700, 200)):
        props.palm(c, x, y, s, "#38553f", -14)
    for _ in range(150):
        y = 620 + c.random.random() ** 0.7 * 440
        c.stroke(
            f"M{c.random.uniform(-60, W):.0f} {y:.0f} q40 -8 80 0 t80 0",
            c.random.choice(["#c9b58c", "#6a573d"]),
            2 + (y - 600) / 160,
            alpha=0.6,
        )
    props.sampan(c, 690, 880, 380, "#c76a2a")
    for dx, col in ((-90, "#e8852a"), (-10, "#2f5f8a"), (70, "#e8852a")):
        props.person(c, 690 + dx, 884, 130, col, hat=None if col == "#e8852a" else "#e9d9a8")
    props.rain(c, 620)


def dam(c: Canvas) -> None:
    c.fill(c.vertical("#6b8795", "#b5c6c4", "#e6e2cf", bottom=420))
    c.ridge(330, 170, "#8fa8a4", wave=420)
    c.rect(0, 400, W, 120, c.vertical("#9dbcbc", "#5f8f98", top=400, bottom=520))
    c.poly([(0, 260), (300, 330), (390, 560), (240, H), (0, H)], "#3f6153")
    c.poly([(W, 230), (1290, 320), (1210, 560), (1370, H), (W, H)], "#37574c")
    c.poly(
        [(330, 470), (1270, 470), (1220, 820), (380, 820)],
        c.vertical("#d5d0c2", "#98968f", top=470, bottom=820),
    )
    c.rect(300, 440, 1000, 34, "#e9e3d3")
    for k in range(6):
        x = 420 + k * 132
        c.rect(x, 474, 96, 60, "#5c6468")
        c.rect(x - 14, 420, 22, 120, "#c4beb0")
        c.rect(x + 12, 400, 70, 34, "#b5423a" if k == 2 else "#7d8a8d")
        if k in (2, 3):
            c.poly([(x + 4, 520), (x + 92, 520), (x + 130, 850), (x - 40, 850)], "#f2fbf8")
            for _ in range(30):
                px = x + c.random.uniform(-20, 110)
                c.rect(
                    px,
                    c.random.uniform(530, 700),
                    c.random.uniform(3, 9),
                    c.random.uniform(80, 200),
                    "#c3dfdd",
                    r=4,
                    alpha=0.7,
                )
        else:
            c.rect(x, 534, 96, 280, "#ffffff", alpha=0.28, on="shade")
    c.rect(0, 815, W, H, c.vertical("#a5c6c0", "#4f8a8a", "#2c5f66", top=815))
    c.glow(790, 840, 360, "#ffffff", 0.95)
    props.ripples(c, 850, "#f0fffb", 170, 0.6, 790)
    c.mist(760, 70, "#ffffff", 0.5)
    for x, y, s in (
        (90, 420, 200),
        (210, 470, 170),
        (1420, 440, 210),
        (1530, 400, 190),
        (150, 700, 240),
        (1480, 720, 260),
    ):
        props.tree(c, x, y, s, "#3d7a54")
    props.rain(c, 120, alpha=0.18)


def _island(c: Canvas, y: float, rock: str, leaf: str) -> None:
    c.path(
        f"M520 {y} Q600 {y - 130} 760 {y - 150} Q880 {y - 290} 1010 {y - 250} Q1120 {y - 240} 1190 {y - 120} Q1310 {y - 90} 1360 {y} Z",
        leaf,
    )
    c.path(
        f"M520 {y} Q560 {y - 60} 640 {y - 46} T800 {y - 40} T980 {y - 50} T1180 {y - 34} T1360 {y} L1360 {y + 14} L520 {y + 14} Z",
        rock,
    )
    c.path(
        f"M1010 {y - 250} Q1120 {y - 240} 1190 {y - 120} Q1310 {y - 90} 1360 {y} L1000 {y} Q1060 {y - 120} 1010 {y - 250} Z",
        "#ffffff",
        alpha=0.5,
        on="shade",
    )


def _lighthouse(c: Canvas, x: float, y: float, h: float, wall: str, band: str) -> None:
    c.poly(
        [(x - h * 0.11, y), (x - h * 0.065, y - h * 0.8), (x + h * 0.065, y - h * 0.8), (x + h * 0.11, y)],
        wall,
    )
    for t in (0.22, 0.5):
        c.poly(
            [
                (x - h * (0.11 - 0.056 * t), y - h * t),
                (x - h * (0.11 - 0.056 * (t + 0.13)), y - h * (t + 0.13)),
                (x + h * (0.11 - 0.056 * (t + 0.13)), y - h * (t + 0.13)),
                (x + h * (0.11 - 0.056 * t), y - h * t),
            ],
            band,
        )
    c.poly(
        [(x + h * 0.01, y), (x + h * 0.01, y - h * 0.8), (x + h * 0.065, y - h * 0.8), (x + h * 0.11, y)],
        "#ffffff",
        alpha=0.5,
        on="shade",
    )
    c.rect(x - h * 0.09, y - h * 0.83, h * 0.18, h * 0.03, dark(band, 0.4))
    c.rect(x - h * 0.05, y - h * 0.93, h * 0.1, h * 0.1, "#fff2b0")
    c.poly([(x - h * 0.07, y - h * 0.93), (x, y - h), (x + h * 0.07, y - h * 0.93)], band)


def island(c: Canvas) -> None:
    c.fill(c.vertical("#4fa3cf", "#bfe3ec", "#fdf3d6", bottom=560))
    props.clouds(c, 220, "#ffffff", 6, 0.85, 130)
    c.rect(0, 560, W, H, c.vertical("#7fd0cf", "#2a97b5", "#12608f", top=560))
    _island(c, 600, "#b99a72", "#4f8f5c")
    _lighthouse(c, 930, 340, 230, "#fbf5e6", "#c8412f")
    for x, y in ((690, 520), (760, 500), (1130, 510), (1210, 545)):
        props.palm(c, x, y, 90, "#3a7a4c", 10)
    for x, y in ((820, 560), (880, 570), (1040, 556), (1100, 572)):
        props.house(c, x, y, 48, 46, "#f0dfba", "#b5523c")
    c.rect(500, 606, 880, 12, "#f6ecd0", r=6)
    props.ripples(c, 620, "#e6fffb", 200, 0.55)
    props.trawler(c, 360, 860, 300, "#1f5f9a", "#f3e6c6")
    props.birds(c, 480, 330, 9, "#ffffff", 20)


def lighthouse_night(c: Canvas) -> None:
    c.fill(c.vertical("#0a1030", "#1b2a5c", "#40548a", "#8a86a6", bottom=680))
    props.stars(c, 260, 600)
    c.rect(0, 680, W, H, c.vertical("#4c5f8c", "#1c2c58", "#0a1330", top=680))
    c.poly([(1096, 300), (-40, 120), (-40, 520)], c.fade(1096, 300, 0, 320, "#fff0b8"), alpha=0.65)
    c.poly([(1104, 300), (1640, 210), (1640, 400)], c.fade(1104, 300, 1640, 300, "#fff0b8"), alpha=0.6)
    c.path(
        "M820 760 Q900 640 1010 630 Q1160 610 1260 690 Q1380 700 1460 790 L1600 860 L1600 1067 L640 1067 Q720 840 820 760 Z",
        "#141a34",
    )
    c.path(
        "M1120 630 Q1240 640 1260 690 Q1380 700 1460 790 L1600 860 L1600 1067 L1180 1067 Z",
        "#ffffff",
        alpha=0.4,
        on="shade",
    )
    _lighthouse(c, 1100, 640, 380, "#d6d3dc", "#8a3a44")
    c.glow(1100, 300, 240, "#fff0b0", 0.9)
    for k in range(12):
        c.rect(1000 - k * 16, 690 + k * 20, 46, 8, "#39406a")
    props.person(c, 900, 905, 84, "#0c1128")
    props.person(c, 945, 908, 76, "#0f142c")
    c.glow(922, 880, 70, "#ffca7a", 0.5)
    props.ripples(c, 700, "#ffeab0", 130, 0.45, 300)
    c.circle(210, 690, 3, "#ffe7a0")
    c.glow(210, 690, 40, "#ffd98a", 0.7)


def beach(c: Canvas) -> None:
    c.fill(c.vertical("#43a5d4", "#bfe6ee", "#fef3d4", bottom=430))
    props.clouds(c, 160, "#ffffff", 5, 0.85, 90)
    c.ridge(420, 90, "#7fb3a6", wave=380, bottom=460)
    c.rect(0, 440, W, H, c.vertical("#1f86b0", "#33b3bf", "#8fe0d6", top=440, bottom=900))
    c.path("M0 660 Q420 620 760 740 T1600 700 L1600 1067 L0 1067 Z", "#d9f5ea")
    c.path(
        "M0 700 Q420 655 760 775 T1600 735 L1600 1067 L0 1067 Z", c.vertical("#f9e5b5", "#e9c586", top=680)
    )
    props.ripples(c, 450, "#eafffb", 90, 0.4)
    for x, y, s, lean in ((180, 930, 520, 90), (80, 960, 420, -30), (1490, 940, 470, -110)):
        props.palm(c, x, y, s, "#2f7d55", lean)
    for x, col in ((640, "#d8452f"), (900, "#e9a52f"), (1130, "#2f7fa3")):
        c.line([(x, 900), (x + 8, 790)], "#f6efe0", 6)
        c.path(f"M{x - 82} 806 Q{x + 6} 700 {x + 96} 800 Z", col)
        c.path(f"M{x + 8} 756 Q{x + 70} 760 {x + 96} 800 L{x + 10} 800 Z", "#ffffff", alpha=0.5, on="shade")
        c.poly([(x + 30, 900), (x + 96, 882), (x + 120, 892), (x + 46, 914)], pale(col, 0.5))
    for x, y in ((420, 760), (470, 768), (1260, 770)):
        props.person(c, x, y, 66, c.random.choice(["#c8412f", "#35507f", "#8a4a7a"]))
    props.sampan(c, 980, 560, 120, "#e9d3a0", rower="#c8412f")
    c.rect(0, 0, W, H, c.fade(1300, 0, 400, 900), alpha=0.35, on="light")


def mangrove(c: Canvas) -> None:
    c.fill(c.vertical("#cfe6c0", "#9cc9a5", "#4f9184", bottom=620))
    props.sun(c, 800, 250, 70, "#fffef0", "#f6f6c9")
    for layer in range(3):
        colour = mix("#8fbf97", "#2b6a55", layer / 2)
        for _ in range(26):
            c.oval(
                c.random.uniform(-50, W + 50),
                330 + layer * 60 + c.random.uniform(-60, 60),
                c.random.uniform(70, 140),
                c.random.uniform(50, 90),
                mix(colour, "#dcecae", 0.2 * c.random.random()),
            )
    c.rect(0, 610, W, H, c.vertical("#a9d0ae", "#4f9a8c", "#1c5a5c", top=610))
    for side, xs in ((-1, (40, 190, 330, 470)), (1, (1560, 1420, 1280, 1130))):
        for depth, x in enumerate(xs):
            s = 1.5 - depth * 0.27
            tone = mix("#173c38", "#4a7f6a", depth / 4)
            y = 900 - depth * 90
            for k in range(9):
                dx = (k - 4) * 34 * s
                c.stroke(
                    f"M{x:.0f} {y - 210 * s:.0f} Q{x + dx * 0.9:.0f} {y - 150 * s:.0f} {x + dx * 1.15:.0f} {y + c.random.uniform(-6, 20):.0f}",
                    tone,
                    9 * s,
                )
            c.stroke(f"M{x:.0f} {y - 190 * s:.0f} L{x - side * 20:.0f} {y - 480 * s:.0f}", tone, 24 * s)
            for _ in range(16):
                c.oval(
                    x + c.random.uniform(-150, 150) * s,
                    y - c.random.uniform(360, 620) * s,
                    70 * s,
                    42 * s,
                    mix("#2f7a58", "#7fb56a", c.random.random() * 0.7),
                )
    props.ripples(c, 640, "#e9fbd9", 130, 0.45, 800)
    props.sampan(c, 800, 840, 360, "#6b4a2c", rower="#b8433a", hat="#f4e6bd")
    props.person(c, 740, 846, 100, "#2f5f8a")
    for x, y in ((620, 520), (1010, 480)):
        c.path(f"M{x} {y} q22 -30 44 -6 q26 -10 44 6 q-30 6 -44 20 q-16 -18 -44 -20 Z", "#ffffff")


def lotus(c: Canvas) -> None:
    c.fill(c.vertical("#14463f", "#1f6b5c", "#0f3a3c"))
    for _ in range(34):
        x, y = c.random.uniform(-80, W + 80), c.random.uniform(60, H + 40)
        r = 70 + y * 0.11
        tone = mix("#2f8a63", "#0f4f48", c.random.random())
        c.oval(x, y, r, r * 0.42, tone)
        c.oval(x - r * 0.1, y - r * 0.06, r * 0.8, r * 0.3, pale(tone, 0.1), alpha=0.5)
        for k in range(8):
            a = k / 8 * math.tau
            c.line(
                [(x, y), (x + math.cos(a) * r * 0.9, y + math.sin(a) * r * 0.38)],
                pale(tone, 0.25),
                1.6,
                alpha=0.5,
            )
    c.rect(0, 0, W, H, c.fade(0, H, 0, 300), alpha=0.3, on="shade")
    for x, y, s in ((760, 640, 2.4), (1220, 420, 1.4), (330, 380, 1.2), (1330, 900, 1.2)):
        c.stroke(f"M{x} {y + 30 * s} q{14 * s} {120 * s} 0 {260 * s}", "#2f7a55", 9 * s)
        for ring, (count, reach, tone) in enumerate(
            ((9, 118, "#e98aa5"), (7, 96, "#f3a9bb"), (5, 72, "#fbd0d6"))
        ):
            for k in range(count):
                a = math.pi * (0.06 + 0.88 * k / (count - 1))
                dx, dy = math.cos(a) * reach * s, -math.sin(a) * reach * s * (0.75 + 0.2 * ring)
                px, py = -math.sin(a) * 30 * s, -math.cos(a) * 30 * s
                c.path(
                    f"M{x} {y + 22 * s:.0f} Q{x + dx * 0.5 + px:.0f} {y + dy * 0.5 + py:.0f} {x + dx:.0f} {y + dy:.0f} Q{x + dx * 0.6 - px:.0f} {y + dy * 0.6 - py:.0f} {x} {y + 22 * s:.0f} Z",
                    mix(tone, "#c9486f", 0.25 * c.random.random()),
                )
        c.oval(x, y - 6 * s, 30 * s, 16 * s, "#f4d35e")
        c.path(
            f"M{x} {y + 22 * s:.0f} q{110 * s} {-10 * s} {112 * s} {-90 * s} q{-20 * s} {90 * s} {-112 * s} {90 * s} Z",
            "#ffffff",
            alpha=0.4,
            on="shade",
        )
        c.glow(x, y - 40 * s, 190 * s, "#ffdfe0", 0.35)


SCENES: dict[str, Scene] = {
    "cang-bien": harbour,
    "thuyen-ca": fishing,
    "thuyen-ca-dem": squid_night,
    "mua-lu": flood,
    "ho-dap": dam,
    "bien-dao": island,
    "hai-dang-dem": lighthouse_night,
    "bai-bien": beach,
    "rung-ngap-man": mangrove,
    "hoa-sen": lotus,
}
