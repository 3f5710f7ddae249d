"""Crafts and things that hands made."""

import math

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, mix, pale
from hoitu.workspace.demo.scenes.land import Scene


def brocade(c: Canvas) -> None:
    c.fill("#1d1a3a")
    tones = ["#c8302f", "#e9a52f", "#2f8f86", "#f4ead2", "#8a3f7a", "#3f5fa8", "#e0702f"]
    y = -20.0
    row = 0
    while y < H:
        h = (26, 150, 26, 90, 40, 190)[row % 6]
        ground = ("#c8302f", "#241f4a", "#e9a52f", "#7a1f2f", "#2f8f86", "#17142f")[row % 6]
        c.rect(0, y, W, h, ground)
        if h > 80:
            step = h * 0.9
            for k in range(-1, int(W / step) + 2):
                x = k * step + (row % 2) * step / 2
                for ring in range(4):
                    r = h * (0.46 - ring * 0.11)
                    tone = tones[(k + ring + row) % len(tones)] if ring else "#f4ead2"
                    c.poly(
                        [(x, y + h / 2 - r), (x + r, y + h / 2), (x, y + h / 2 + r), (x - r, y + h / 2)], tone
                    )
                c.rect(x + step / 2 - 7, y + h / 2 - 7, 14, 14, "#e9a52f")
                for d in (-1, 1):
                    c.poly(
                        [
                            (x + step / 2, y + h / 2 + d * h * 0.44),
                            (x + step / 2 - 16, y + h / 2 + d * h * 0.22),
                            (x + step / 2 + 16, y + h / 2 + d * h * 0.22),
                        ],
                        "#2f8f86" if row % 4 else "#e0702f",
                    )
        else:
            for k in range(int(W / 24) + 1):
                c.poly(
                    [(k * 24, y + h), (k * 24 + 12, y + 4), (k * 24 + 24, y + h)],
                    tones[(row + 2) % len(tones)],
                )
        y += h
        row += 1
    for k in range(0, W, 5):
        c.line([(k, 0), (k, H)], "#ffffff" if k % 10 else "#000000", 1, alpha=0.05)
    for k in range(0, H, 5):
        c.line([(0, k), (W, k)], "#000000", 1.3, alpha=0.09)
    for k in range(4):
        x = 120 + k * 440
        c.poly([(x, 0), (x + 150, 0), (x + 30, H), (x - 170, H)], "#ffffff", alpha=0.32, on="shade")
        c.poly([(x + 170, 0), (x + 230, 0), (x + 110, H), (x + 40, H)], "#ffffff", alpha=0.25, on="light")


def loom(c: Canvas) -> None:
    c.fill(c.vertical("#6b4a34", "#8f6a48", "#5a3c2a"))
    for k in range(14):
        c.rect(k * 118, 0, 110, H, mix("#7a5638", "#94704a", c.random.random()), alpha=0.7)
    c.rect(90, 110, 520, 470, "#f6e7b8")
    c.rect(110, 130, 480, 430, c.vertical("#bfe0e0", "#e9f0d2", top=130, bottom=560))
    c.path("M110 470 Q230 380 340 440 T590 410 L590 560 L110 560 Z", "#6fa07a")
    c.rect(340, 130, 16, 430, "#5a3c26")
    c.rect(110, 340, 480, 14, "#5a3c26")
    c.poly([(110, 560), (590, 560), (1250, H), (420, H)], "#fff2c0", alpha=0.22)
    wood = "#3f2718"
    for x in (690, 1460):
        c.rect(x, 150, 46, 880, wood)
        c.rect(x + 28, 150, 18, 880, "#ffffff", alpha=0.5, on="shade")
    for y in (150, 420, 900):
        c.rect(660, y, 880, 38, dark(wood, 0.1))
    tones = ["#c8302f", "#e9a52f", "#2f8f86", "#f4ead2", "#8a3f7a", "#3f5fa8"]
    for k in range(96):
        at = 742 + k * 7.4
        c.line([(at, 190), (742 + 20 + k * 7.0, 640)], tones[(k // 8) % 6], 3.4)
    for r in range(15):
        y = 640 + r * 17
        for k in range(28):
            c.rect(762 + k * 24, y, 24, 17, tones[(k + r * (1 if r % 6 < 3 else -1)) % 6])
    c.rect(740, 560, 724, 26, "#9a6a3f")
    c.rect(740, 600, 724, 18, "#7a4f2c")
    c.path("M980 640 q120 -30 240 0 q-120 34 -240 0 Z", "#d9a95f")
    c.path("M330 1067 Q320 760 450 700 Q560 650 640 760 L760 900 L700 1067 Z", "#2a2350")
    c.path("M470 690 Q600 660 650 770 L890 690 L900 730 L660 880 Z", "#37306a")
    c.circle(500, 600, 84, "#241a20")
    c.circle(470, 674, 34, "#241a20")
    c.oval(578, 612, 14, 24, "#c98f68")
    c.path("M412 590 Q420 480 510 490 Q600 500 590 590 Q540 530 470 560 Q430 580 412 590 Z", "#c8302f")
    for k in range(5):
        c.rect(424 + k * 32, 528, 18, 18, tones[k])
    c.oval(892, 706, 36, 22, "#c98f68", turn=-16)
    for x, y, tone in ((120, 930, "#c8302f"), (220, 970, "#e9a52f"), (110, 1010, "#2f8f86")):
        c.circle(x, y, 58, tone)
        for k in range(5):
            c.oval(x, y, 58 - k * 4, 16 + k * 9, dark(tone, 0.2), turn=k * 34, alpha=0.35)
    c.rect(0, 0, W, H, c.fade(0, 0, 900, 800), alpha=0.4, on="light")


def books(c: Canvas) -> None:
    c.fill(c.vertical("#d9c3a0", "#c3a27f"))
    c.rect(960, 60, 520, 640, "#f6ecd2")
    c.rect(984, 84, 472, 592, c.vertical("#a9d3da", "#e6efd2", top=84, bottom=676))
    c.circle(1180, 500, 190, "#7fae86")
    c.circle(1370, 560, 160, "#5f9a7a")
    c.rect(1212, 84, 16, 592, "#f6ecd2")
    c.rect(984, 360, 472, 14, "#f6ecd2")
    c.poly([(984, 700), (1456, 700), (900, H), (120, H)], "#fff4cf", alpha=0.4)
    c.rect(0, 760, W, H, c.vertical("#8a5a3c", "#5f3a28", top=760))
    c.rect(0, 756, W, 12, "#b5825a")
    y = 860.0
    for k, (w, h, tone) in enumerate(
        (
            (560, 70, "#2f4f6b"),
            (500, 54, "#b8402f"),
            (530, 80, "#e0a43f"),
            (440, 48, "#3f7a6b"),
            (400, 60, "#6b3f5c"),
        )
    ):
        x = 240 + (k % 3) * 26
        y -= h
        c.rect(x, y, w, h, tone, r=6)
        c.rect(x + w - 70, y + 7, 74, h - 14, "#f6ecd6")
        for j in range(4):
            c.line(
                [(x + w - 68, y + 14 + j * (h - 26) / 4), (x + w, y + 14 + j * (h - 26) / 4)], "#d3c3a0", 2
            )
        c.rect(x + 40, y + h * 0.34, 120, h * 0.14, pale(tone, 0.5))
        c.rect(x + 40, y + h * 0.58, 80, h * 0.1, pale(tone, 0.4))
        c.rect(x, y + h * 0.6, w, h * 0.4, "#ffffff", alpha=0.4, on="shade")
    c.path(
        f"M280 {y + 4:.0f} Q400 {y - 70:.0f} 520 {y - 6:.0f} Q640 {y - 70:.0f} 760 {y + 4:.0f} L740 {y + 16:.0f} Q630 {y - 40:.0f} 520 {y + 14:.0f} Q410 {y - 40:.0f} 300 {y + 16:.0f} Z",
        "#fff7e3",
    )
    c.path("M930 880 L950 740 L1150 740 L1170 880 Q1050 930 930 880 Z", "#f4efe2")
    c.oval(1050, 742, 100, 24, "#8a4a24")
    c.stroke("M1160 780 Q1250 780 1230 840 Q1210 880 1164 856", "#f4efe2", 18)
    c.path("M1060 742 L1150 742 L1170 880 Q1120 906 1050 908 Z", "#ffffff", alpha=0.4, on="shade")
    for dx in (-24, 20):
        c.stroke(f"M{1050 + dx} 710 q-30 -50 0 -100 t0 -100", "#ffffff", 9, alpha=0.45)
    c.oval(1050, 905, 190, 22, "#ffffff", alpha=0.45, on="shade")
    c.oval(560, 866, 400, 22, "#ffffff", alpha=0.5, on="shade")


def desk(c: Canvas) -> None:
    c.fill(c.vertical("#1d1a33", "#3a2a44", "#5a3a3a"))
    c.rect(150, 90, 460, 480, "#2c2544")
    c.rect(170, 110, 420, 440, c.vertical("#10183c", "#3f3a6b", top=110, bottom=550))
    for _ in range(50):
        c.circle(c.random.uniform(176, 584), c.random.uniform(114, 420), c.random.uniform(1, 2.4), "#fdf3d6")
    c.circle(480, 210, 34, "#f9ecc9")
    c.rect(372, 110, 14, 440, "#2c2544")
    c.rect(0, 660, W, H, c.vertical("#8a5636", "#4a2a1f", top=660))
    c.rect(0, 656, W, 12, "#b57a4c")
    c.rect(1130, 640, 190, 34, "#2a2a33", r=16)
    c.stroke("M1224 640 L1224 380 L1080 250", "#2a2a33", 18)
    c.path("M930 300 Q970 170 1100 190 L1150 250 Q1090 340 990 372 Z", "#c8402f")
    c.glow(960, 420, 520, "#ffdf95", 0.6)
    c.poly(
        [(930, 310), (1000, 374), (1120, 900), (380, 900)], c.fade(960, 330, 760, 940, "#ffe9b0"), alpha=0.5
    )
    c.poly([(500, 760), (960, 720), (1090, 980), (560, 1040)], "#fbf3dd")
    for k in range(9):
        x0, y0 = 560 + k * 8, 790 + k * 22 - k * 2
        c.stroke(
            f"M{x0} {y0} q40 -12 80 -4 t90 -6 t80 -4 t{c.random.uniform(30, 90):.0f} -6",
            "#3a3550",
            4,
            alpha=0.75,
        )
    c.poly([(800, 738), (960, 720), (1090, 980), (900, 1002)], "#ffffff", alpha=0.25, on="shade")
    c.add('<g transform="rotate(-38 1000 900)">')
    c.rect(860, 890, 300, 22, "#e9a52f", r=4)
    c.poly([(860, 890), (860, 912), (812, 901)], "#f3d9a8")
    c.poly([(830, 897), (830, 905), (812, 901)], "#2a2a33")
    c.rect(1150, 890, 30, 22, "#d86a6a", r=4)
    c.add("</g>")
    for k in range(3):
        c.rect(130 - k * 10, 720 - k * 44, 300 + k * 12, 42, ("#35507f", "#8a3f3a", "#d9c39a")[k], r=5)
    c.path("M1320 860 L1334 760 L1466 760 L1480 860 Q1400 900 1320 860 Z", "#e3e6e0")
    c.oval(1400, 762, 66, 15, "#6b3f24")


def pottery(c: Canvas) -> None:
    c.fill(c.vertical("#e3c9a0", "#c99a6b", "#8a5a3c"))
    c.poly([(0, 0), (620, 0), (1300, H), (400, H)], "#fff2cc", alpha=0.35)
    for shelf in range(3):
        y = 380 + shelf * 300
        c.rect(0, y, W, 30, "#6b4228")
        c.rect(0, y + 16, W, 14, "#ffffff", alpha=0.5, on="shade")
        x = 40.0
        while x < W - 60:
            w, h = c.random.uniform(110, 210), c.random.uniform(150, 250)
            tone = c.random.choice(["#a8623c", "#8a4a2f", "#c98a55", "#7a5540", "#b5754a", "#6f5a4a"])
            cx, neck = x + w / 2, w * c.random.uniform(0.18, 0.34)
            c.path(
                f"M{cx - neck:.0f} {y - h:.0f} Q{cx - neck * 0.8:.0f} {y - h * 0.86:.0f} {cx - w / 2:.0f} {y - h * 0.55:.0f} Q{cx - w * 0.52:.0f} {y - h * 0.2:.0f} {cx - w * 0.28:.0f} {y:.0f} L{cx + w * 0.28:.0f} {y:.0f} Q{cx + w * 0.52:.0f} {y - h * 0.2:.0f} {cx + w / 2:.0f} {y - h * 0.55:.0f} Q{cx + neck * 0.8:.0f} {y - h * 0.86:.0f} {cx + neck:.0f} {y - h:.0f} Z",
                tone,
            )
            c.oval(cx, y - h, neck, neck * 0.28, dark(tone, 0.5))
            c.path(
                f"M{cx:.0f} {y - h * 0.8:.0f} Q{cx + w * 0.3:.0f} {y - h * 0.7:.0f} {cx + w / 2:.0f} {y - h * 0.55:.0f} Q{cx + w * 0.52:.0f} {y - h * 0.2:.0f} {cx + w * 0.28:.0f} {y:.0f} L{cx:.0f} {y:.0f} Q{cx + w * 0.3:.0f} {y - h * 0.4:.0f} {cx:.0f} {y - h * 0.8:.0f} Z",
                "#ffffff",
                alpha=0.6,
                on="shade",
            )
            c.oval(cx - w * 0.2, y - h * 0.55, w * 0.07, h * 0.2, "#ffffff", alpha=0.6, on="light", turn=8)
            if c.random.random() < 0.5:
                for k in range(3):
                    c.stroke(
                        f"M{cx - w * 0.44:.0f} {y - h * (0.5 - k * 0.06):.0f} q{w * 0.44:.0f} {h * 0.07:.0f} {w * 0.88:.0f} 0",
                        pale(tone, 0.35),
                        3,
                    )
            x += w + c.random.uniform(14, 50)


def jars(c: Canvas) -> None:
    c.fill(c.vertical("#79c0d8", "#dff0e6", "#fdf1cc", bottom=430))
    props.clouds(c, 130, "#ffffff", 3, 0.8, 60)
    c.rect(0, 380, W, 60, c.vertical("#3f9ab5", "#8fcfd0", top=380, bottom=440))
    for x, s in ((90, 300), (1500, 330), (1380, 240)):
        props.palm(c, x, 480, s, "#3a7f55", 24)
    props.house(c, 560, 470, 330, 170, "#efd9ae", "#a8482f")
    c.rect(0, 440, W, H, c.vertical("#e6cf9f", "#b98f5c", top=440))
    for row in range(6):
        y, size = 500 + row * row * 15 + row * 26, 0.42 + row * 0.19
        step = 150 * size
        for k in range(int(W / step) + 2):
            at = k * step - (row % 2) * step / 2
            tone = mix("#7a4630", "#a8683f", c.random.random())
            c.oval(at, y + 56 * size, 66 * size, 14 * size, "#ffffff", alpha=0.5, on="shade")
            c.path(
                f"M{at - 40 * size:.0f} {y - 60 * size:.0f} Q{at - 78 * size:.0f} {y:.0f} {at - 40 * size:.0f} {y + 60 * size:.0f} L{at + 40 * size:.0f} {y + 60 * size:.0f} Q{at + 78 * size:.0f} {y:.0f} {at + 40 * size:.0f} {y - 60 * size:.0f} Z",
                tone,
            )
            c.path(
                f"M{at + 6 * size:.0f} {y - 60 * size:.0f} L{at + 40 * size:.0f} {y - 60 * size:.0f} Q{at + 78 * size:.0f} {y:.0f} {at + 40 * size:.0f} {y + 60 * size:.0f} L{at + 6 * size:.0f} {y + 60 * size:.0f} Z",
                "#ffffff",
                alpha=0.55,
                on="shade",
            )
            c.poly(
                [(at - 70 * size, y - 52 * size), (at, y - 116 * size), (at + 70 * size, y - 52 * size)],
                "#f1ddaa",
            )
            c.poly(
                [(at, y - 52 * size), (at, y - 116 * size), (at + 70 * size, y - 52 * size)],
                "#ffffff",
                alpha=0.4,
                on="shade",
            )
            c.oval(at, y - 52 * size, 70 * size, 8 * size, "#d9bd80")
        if row == 3:
            props.person(c, 930, y + 70, 230, "#8a3f4a", hat="#f6e7bf")
            c.line([(960, y - 60), (1040, y + 50)], "#6b4426", 9)


def _drum(c: Canvas, x: float, y: float, r: float) -> None:
    c.circle(x, y, r * 1.13, "#5a1f1a")
    c.circle(x, y, r * 1.06, "#a8302a")
    for k in range(44):
        a = k / 44 * math.tau
        c.circle(x + math.cos(a) * r * 1.06, y + math.sin(a) * r * 1.06, r * 0.028, "#f0c24b")
    c.circle(x, y, r * 0.98, "#e9c793")
    for t in (0.86, 0.62, 0.36):
        c.path(
            f"M{x - r * t:.0f} {y} a{r * t:.0f} {r * t:.0f} 0 1 0 {2 * r * t:.0f} 0 a{r * t:.0f} {r * t:.0f} 0 1 0 {-2 * r * t:.0f} 0",
            extra=f'stroke="#b5794a" stroke-width="{r * 0.018:.1f}"',
        )
    for k in range(16):
        a = k / 16 * math.tau
        c.path(
            f"M{x + math.cos(a) * r * 0.4:.0f} {y + math.sin(a) * r * 0.4:.0f} L{x + math.cos(a + 0.13) * r * 0.58:.0f} {y + math.sin(a + 0.13) * r * 0.58:.0f} L{x + math.cos(a - 0.13) * r * 0.58:.0f} {y + math.sin(a - 0.13) * r * 0.58:.0f} Z",
            "#a8452f",
        )
        c.circle(x + math.cos(a) * r * 0.74, y + math.sin(a) * r * 0.74, r * 0.032, "#a8452f")
    for k in range(14):
        a = k / 14 * math.tau
        reach = 0.3 if k % 2 == 0 else 0.12
        b = (k + 1) / 14 * math.tau
        other = 0.12 if k % 2 == 0 else 0.3
        c.poly(
            [
                (x, y),
                (x + math.cos(a) * r * reach, y + math.sin(a) * r * reach),
                (x + math.cos(b) * r * other, y + math.sin(b) * r * other),
            ],
            "#c8402f",
        )
    c.path(
        f"M{x} {y - r * 1.1:.0f} A{r * 1.1:.0f} {r * 1.1:.0f} 0 0 1 {x} {y + r * 1.1:.0f} Q{x + r * 0.5:.0f} {y} {x} {y - r * 1.1:.0f} Z",
        "#ffffff",
        alpha=0.4,
        on="shade",
    )


def drum(c: Canvas) -> None:
    c.fill(c.vertical("#3a1420", "#7a2a28", "#b85a34"))
    for k in range(9):
        c.rect(k * 200 - 40, 0, 70, H, "#5a1c20", alpha=0.6)
        c.rect(k * 200 + 6, 0, 24, H, "#ffffff", alpha=0.4, on="shade")
    c.glow(800, 500, 900, "#ffb85a", 0.6)
    c.rect(300, 940, 1000, 60, "#4a1a18")
    c.poly([(420, 940), (520, 720), (580, 720), (560, 940)], "#6b2420")
    c.poly([(1180, 940), (1080, 720), (1020, 720), (1040, 940)], "#6b2420")
    _drum(c, 800, 510, 370)
    for x, tone in ((180, "#e8402f"), (1420, "#e8402f")):
        c.line([(x, 0), (x, 190)], "#2a1014", 5)
        c.oval(x, 290, 96, 110, tone)
        c.oval(x, 290, 40, 110, "#f3703f")
        c.rect(x - 44, 176, 88, 20, "#f0c24b")
        c.rect(x - 44, 386, 88, 20, "#f0c24b")
        c.glow(x, 290, 300, "#ff9a5a", 0.6)
        c.line([(x, 406), (x, 500)], "#f0c24b", 8)
    c.path("M1180 1067 Q1190 760 1290 730 Q1420 740 1440 1067 Z", "#1f1630")
    c.circle(1290, 660, 64, "#8a5a40")
    c.rect(1226, 620, 128, 26, "#c8302f", r=8)
    c.stroke("M1240 800 Q1120 720 1060 640", "#8a5a40", 44)
    c.stroke("M1090 690 L960 520", "#d9a95f", 22)
    c.circle(956, 514, 30, "#c8302f")
    c.circle(956, 514, 26, "#ffffff", alpha=0.5, on="light")


def drum_night(c: Canvas) -> None:
    c.fill(c.vertical("#0f1030", "#2c1c4a", "#6b2f3f", "#c9683a", bottom=800))
    props.stars(c, 110, 360)
    c.path("M200 560 Q480 520 560 430 L1040 430 Q1120 520 1400 560 L1380 610 L220 610 Z", "#1a1028")
    c.rect(300, 600, 1000, 160, "#1f132c")
    for k in range(6):
        c.rect(350 + k * 170, 620, 80, 140, "#f0963f", alpha=0.8)
    c.glow(800, 690, 700, "#ffa04a", 0.5)
    c.rect(0, 750, W, H, c.vertical("#8a4430", "#2a1424", top=750))
    for x in (90, 430, 1170, 1510):
        c.line([(x, 860), (x, 560)], "#24121c", 12)
        c.glow(x, 520, 230, "#ffb04a", 0.85)
        c.path(f"M{x - 26} 560 Q{x - 40} 500 {x} 440 Q{x + 44} 510 {x + 26} 560 Z", "#ffd25a")
        c.path(f"M{x - 14} 560 Q{x - 20} 520 {x} 484 Q{x + 22} 524 {x + 14} 560 Z", "#fff2b5")
    for k in range(6):
        x = 130 + k * 270
        _drum(c, x, 880, 78)
        c.rect(x - 60, 950, 120, 90, "#4a1a1c")
        tone = ("#c8302f", "#e0782f", "#2f6f7a", "#c8302f", "#8a3f6b", "#e0982f")[k]
        px = x + 98
        c.path(f"M{px - 50} 1067 Q{px - 56} 820 {px} 800 Q{px + 56} 820 {px + 50} 1067 Z", tone)
        c.path(f"M{px} 800 Q{px + 56} 820 {px + 50} 1067 L{px + 10} 1067 Z", "#ffffff", alpha=0.5, on="shade")
        c.circle(px, 754, 40, "#b57a58")
        c.path(
            f"M{px - 42} 752 Q{px - 44} 700 {px} 700 Q{px + 46} 702 {px + 42} 790 Q{px + 20} 726 {px - 42} 752 Z",
            "#120b18",
        )
        up = -1 if k % 2 else 1
        c.stroke(f"M{px - 26} 850 L{px - 80} {800 - up * 70} ", "#b57a58", 20)
        c.stroke(f"M{px - 80} {800 - up * 70} L{x + 6} {790 - up * 30}", "#e0b06a", 9)


def fiddle(c: Canvas) -> None:
    c.fill(c.vertical("#6f8f86", "#b9b48f", "#8a6a4a"))
    c.rect(820, 70, 620, 640, "#f3e6c3")
    c.rect(848, 98, 564, 584, c.vertical("#f6c98a", "#fbe6b8", top=98, bottom=682))
    c.rect(848, 500, 564, 182, c.vertical("#e9b07a", "#8fa8a0", top=500, bottom=682))
    for _ in range(26):
        c.rect(
            c.random.uniform(860, 1340),
            c.random.uniform(510, 676),
            c.random.uniform(20, 70),
            3,
            "#fff2cf",
            alpha=0.8,
        )
    props.sampan(c, 1120, 600, 150, "#4a3a38", rower="#3a3040")
    c.rect(1120, 98, 20, 584, "#f3e6c3")
    c.poly([(848, 710), (1412, 710), (900, H), (40, H)], "#ffe9b5", alpha=0.35)
    c.rect(0, 800, W, H, c.vertical("#7a4f34", "#4a2c20", top=800))
    wood = "#5a2418"
    c.add('<g transform="rotate(-12 560 900)">')
    c.rect(545, 120, 26, 740, wood)
    for y in (210, 290):
        c.rect(480, y, 160, 20, "#3f170f", r=10)
        c.circle(476, y + 10, 18, "#3f170f")
    c.path("M548 120 Q540 70 590 60 Q560 90 572 122 Z", wood)
    c.poly([(450, 780), (666, 780), (640, 930), (476, 930)], "#8a3f24")
    c.oval(558, 780, 108, 28, "#e6cfa0")
    c.poly([(580, 790), (666, 780), (640, 930), (580, 930)], "#ffffff", alpha=0.55, on="shade")
    for dx in (-4, 6):
        c.line([(556 + dx, 220), (556 + dx, 782)], "#f6ecd0", 2.4)
    c.add("</g>")
    c.stroke("M250 860 Q620 560 900 620", "#4a2416", 12)
    c.line([(262, 866), (890, 634)], "#f6ecd0", 5)
    c.rect(1080, 850, 250, 120, "#3a3f4a", r=10)
    for x in (1150, 1262):
        c.circle(x, 908, 34, "#d9d3c3")
        c.circle(x, 908, 12, "#3a3f4a")
    c.rect(1100, 856, 210, 12, "#c8402f")
    c.oval(620, 980, 420, 30, "#ffffff", alpha=0.5, on="shade")
    c.rect(0, 0, W, H, c.fade(1300, 100, 500, 950), alpha=0.4, on="light")


def abstract(c: Canvas) -> None:
    c.fill(c.vertical("#efe6d3", "#d9c9ac"))
    c.rect(150, 90, 1300, 830, "#fbf6ea")
    c.rect(190, 130, 1220, 750, "#e9dcc0")
    tones = [
        "#8a4a2f",
        "#5f5348",
        "#c99a4a",
        "#2f2a28",
        "#a8693f",
        "#6b5a4a",
        "#d9b57a",
        "#4a3a30",
        "#b5533a",
    ]
    y = 150.0
    for k in range(15):
        h = c.random.uniform(30, 78)
        top = [
            (x, y + math.sin(x / 170 + k * 1.3) * 20 + math.sin(x / 61 + k) * 7) for x in range(200, 1401, 20)
        ]
        c.poly([*top, (1400, 872), (200, 872)], c.random.choice(tones))
        c.line(top, "#f6e9cc", c.random.uniform(1, 5), alpha=0.5)
        c.poly([*top, *[(px, py + h * 0.8) for px, py in reversed(top)]], "#ffffff", alpha=0.35, on="shade")
        y += h
        if y > 830:
            break
    for _ in range(60):
        c.circle(
            c.random.uniform(220, 1380),
            c.random.uniform(300, 860),
            c.random.uniform(1, 7),
            c.random.choice(["#f6e9cc", "#2f2a28"]),
            alpha=0.6,
        )
    c.circle(1040, 300, 76, "#f2e4c3")
    c.circle(1056, 306, 76, "#ffffff", alpha=0.3, on="shade")
    c.rect(190, 130, 1220, 12, "#ffffff", alpha=0.6, on="shade")
    c.rect(0, 930, W, H, c.vertical("#a98a66", "#7a5f45", top=930))
    for x, h, col in ((430, 300, "#35405f"), (520, 270, "#8a3f3a"), (1180, 210, "#3f6b5c")):
        props.person(c, x, 1050, h, col)
    for x in (480, 800, 1120):
        c.rect(x - 40, 0, 80, 24, "#3a3530")
        c.poly(
            [(x - 30, 24), (x + 30, 24), (x + 260, 900), (x - 260, 900)],
            c.fade(0, 24, 0, 880, "#fffbe8"),
            alpha=0.28,
        )


SCENES: dict[str, Scene] = {
    "tho-cam": brocade,
    "khung-cui": loom,
    "sach": books,
    "ban-viet": desk,
    "gom": pottery,
    "nuoc-mam": jars,
    "trong-hoi": drum,
    "trong-hoi-dem": drum_night,
    "dan-nhi": fiddle,
    "tranh-truu-tuong": abstract,
}
