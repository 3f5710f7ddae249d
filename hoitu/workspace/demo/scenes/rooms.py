"""Halls, studios, screens."""

import math

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, mix
from hoitu.workspace.demo.scenes.land import Scene


def hall(c: Canvas) -> None:
    c.fill(c.vertical("#5a231f", "#8f3a2c", "#5a2420"))
    for k in range(17):
        c.rect(k * 100, 0, 50, 640, "#7a2f28", alpha=0.6)
        c.rect(k * 100 + 34, 0, 16, 640, "#ffffff", alpha=0.35, on="shade")
    c.rect(330, 90, 940, 430, "#b8302a")
    for k in range(12):
        c.rect(330 + k * 80, 90, 34, 430, "#ffffff", alpha=0.25, on="shade")
    spots = [
        (
            800 + math.sin(k * math.pi / 5) * (92 if k % 2 == 0 else 36),
            270 - math.cos(k * math.pi / 5) * (92 if k % 2 == 0 else 36),
        )
        for k in range(10)
    ]
    c.poly(spots, "#f6cf4a")
    c.rect(240, 500, 1120, 150, "#8a5a34")
    c.rect(240, 500, 1120, 18, "#c98f55")
    for x in range(380, 1260, 120):
        props.person(c, x, 520, 130, c.random.choice(["#1f2a44", "#2c2f3c", "#e9e2d2", "#3b3f5f"]))
        c.rect(x - 22, 488, 44, 16, "#f6efe0")
    for x in range(270, 1330, 46):
        c.circle(
            x, 500, c.random.uniform(10, 18), c.random.choice(["#e8506a", "#f3b53f", "#4f9a58", "#f6efe0"])
        )
    c.rect(150, 430, 110, 190, "#6b4428")
    props.person(c, 205, 440, 150, "#1f2a44")
    c.line([(205, 330), (230, 350)], "#c9c4b8", 5)
    c.glow(800, 300, 700, "#ffdf9a", 0.35)
    for row in range(4):
        y, h = 740 + row * 110, 150 + row * 66
        for k in range(16 - row * 2):
            at = (k + 0.5 + 0.25 * (row % 2)) * W / (15.6 - row * 2)
            tone = mix(
                c.random.choice(["#2a2f4a", "#3f3a52", "#6b3a44", "#35506b", "#d9cfbd"]),
                "#150f1f",
                0.25 + row * 0.1,
            )
            c.path(
                f"M{at - h * 0.3:.0f} {y + h * 0.7:.0f} Q{at - h * 0.3:.0f} {y:.0f} {at:.0f} {y:.0f} Q{at + h * 0.3:.0f} {y:.0f} {at + h * 0.3:.0f} {y + h * 0.7:.0f} Z",
                tone,
            )
            c.circle(at, y - h * 0.1, h * 0.15, mix("#2a1a18", tone, 0.3))
    c.rect(0, 700, W, H, c.fade(0, H, 0, 640), alpha=0.55, on="shade")


def stage(c: Canvas) -> None:
    c.fill(c.vertical("#120f2e", "#33215c", "#6b3368", bottom=760))
    props.stars(c, 90, 300)
    c.path("M260 700 L260 240 Q800 60 1340 240 L1340 700 Z", "#231a4a")
    c.path(
        "M320 700 L320 290 Q800 130 1280 290 L1280 700 Z",
        c.vertical("#d8506a", "#f39a4a", "#f9d37a", top=150, bottom=700),
    )
    for x, colour in (
        (380, "#ffd97a"),
        (600, "#ff9ab0"),
        (800, "#fff2c9"),
        (1000, "#9ad8ff"),
        (1220, "#ffd97a"),
    ):
        c.poly(
            [
                (x - 16, 150),
                (x + 16, 150),
                (800 + (x - 800) * 0.3 + 150, 720),
                (800 + (x - 800) * 0.3 - 150, 720),
            ],
            c.fade(0, 150, 0, 760, colour),
            alpha=0.5,
        )
        c.circle(x, 160, 17, "#fff7e0")
        c.glow(x, 160, 110, colour, 0.8)
    c.rect(220, 690, 1160, 60, "#5a2f3f")
    c.rect(220, 690, 1160, 14, "#f3b53f")
    for x, h, col, hat in (
        (640, 220, "#c8302f", None),
        (800, 250, "#f6efe0", "#d9a95f"),
        (960, 220, "#2f7f6b", None),
        (520, 190, "#3b3f8a", None),
        (1090, 190, "#8a3f6b", None),
    ):
        props.person(c, x, 698, h, col, hat=hat)
        c.oval(x, 700, h * 0.3, 8, "#ffffff", alpha=0.6, on="shade")
    c.rect(0, 750, W, H, c.vertical("#8a4a6b", "#2a1d4a", "#0f0c26", top=750))
    props.ripples(c, 760, "#ffcf8a", 190, 0.75, 800)
    for row in range(2):
        for k in range(17):
            at, y, h = k * 100 + row * 50 + c.random.uniform(-12, 12), 1000 + row * 70, 190 + row * 60
            c.path(
                f"M{at - h * 0.24:.0f} {y + 140:.0f} Q{at - h * 0.24:.0f} {y - h * 0.3:.0f} {at:.0f} {y - h * 0.3:.0f} Q{at + h * 0.24:.0f} {y - h * 0.3:.0f} {at + h * 0.24:.0f} {y + 140:.0f} Z",
                "#0b0920",
            )
            c.circle(at, y - h * 0.42, h * 0.13, "#0b0920")


def studio(c: Canvas) -> None:
    c.fill(c.vertical("#0f1a33", "#16305a", "#0d1a33"))
    for k in range(9):
        x = 80 + k * 180
        c.rect(x, 120, 150, 500, c.vertical("#1f6fb0", "#3fb8d8", "#1b4f8f", top=120, bottom=620), alpha=0.55)
        c.glow(x + 75, 620, 130, "#4fd0f0", 0.35)
    c.rect(420, 170, 760, 330, "#0c1830", r=14)
    c.rect(436, 186, 728, 298, c.vertical("#2f6fa8", "#f0a86a", "#f9d79a", top=186, bottom=484))
    c.path("M436 420 Q560 330 680 400 T920 370 T1164 410 L1164 484 L436 484 Z", "#3f5f6b")
    c.rect(436, 440, 728, 44, "#7fb0b8")
    c.rect(436, 452, 260, 24, "#c8302f")
    c.path(
        "M470 700 Q800 600 1130 700 L1180 850 Q800 770 420 850 Z",
        c.vertical("#e9f2f6", "#7fa8c0", top=620, bottom=850),
    )
    c.path("M420 850 Q800 770 1180 850 L1170 900 Q800 820 430 900 Z", "#2f9fd0")
    for x, col in ((680, "#1f2f55"), (930, "#b8303f")):
        props.person(c, x, 690, 250, col)
        c.poly([(x - 16, 548), (x + 16, 548), (x, 610)], "#f6f3ea")
    c.rect(0, 900, W, H, c.vertical("#142444", "#070d1c", top=900))
    props.ripples(c, 910, "#4fb8e0", 50, 0.4, 800)
    for x, flip in ((180, 1), (1400, -1)):
        c.poly([(x - 20, 760), (x + 20, 760), (x + 110, H), (x - 110, H)], "#05080f")
        c.rect(x - 130, 600, 260, 160, "#0a0f1c", r=16)
        c.rect(x + (100 if flip > 0 else -210), 640, 110, 84, "#10182a", r=12)
        c.circle(x + flip * 214, 682, 34, "#1d3a5f")
        c.rect(x - 90, 560, 120, 40, "#0a0f1c", r=8)
        c.circle(x - flip * 90, 630, 9, "#ff4a3a")
        c.glow(x - flip * 90, 630, 60, "#ff5a4a", 0.8)
    for x in (260, 560, 1040, 1340):
        c.rect(x - 50, 20, 100, 60, "#060a14", r=8)
        c.poly(
            [(x - 40, 80), (x + 40, 80), (x + (800 - x) * 0.5 + 210, 820), (x + (800 - x) * 0.5 - 210, 820)],
            c.fade(0, 80, 0, 820, "#eaf6ff"),
            alpha=0.2,
        )


def radio(c: Canvas) -> None:
    c.fill(c.vertical("#2f2444", "#53345a", "#2c1f3c"))
    for r in range(7):
        for k in range(11):
            x, y = k * 150, r * 110
            c.poly([(x, y), (x + 148, y), (x + 74, y + 54)], "#3f2c52")
            c.poly([(x, y), (x + 74, y + 54), (x, y + 108)], "#4d3560")
            c.poly([(x, y), (x + 148, y), (x + 74, y + 54)], "#ffffff", alpha=0.3, on="shade")
    c.rect(900, 160, 560, 380, "#151022", r=10)
    c.rect(916, 176, 528, 348, c.vertical("#6b4a7f", "#d98a6b", top=176, bottom=524))
    props.person(c, 1180, 530, 280, "#2a1c3c")
    c.rect(900, 100, 190, 44, "#d8302f", r=8)
    c.glow(995, 122, 150, "#ff5a4a", 0.6)
    c.poly([(0, 800), (W, 720), (W, H), (0, H)], "#221830")
    for row in range(5):
        for k in range(14):
            x, y = 780 + k * 62 + row * 6, 800 + row * 52
            c.rect(x, y - 20, 8, 46, "#0f0a18", r=4)
            c.rect(
                x - 8,
                y - 20 + c.random.uniform(0, 34),
                24,
                14,
                c.random.choice(["#f3b53f", "#e9e2d2", "#d8402f", "#4fc0a0"]),
                r=3,
            )
    for k in range(26):
        h = 10 + abs(math.sin(k * 0.7)) * 74
        c.rect(940 + k * 19, 500 - h, 11, h, mix("#4fd0a0", "#f3b53f", h / 90), alpha=0.85)
    c.stroke("M-20 260 L300 380 L470 330", "#0f0b18", 22)
    c.rect(420, 300, 250, 430, c.across("#8f8a96", "#e9e6ea", "#5f5a6b", left=420, right=670), r=120)
    for k in range(11):
        c.rect(432, 330 + k * 22, 226, 8, "#4a4556", r=4)
    c.rect(420, 580, 250, 34, "#c9a24a")
    c.rect(560, 300, 110, 430, "#ffffff", alpha=0.5, on="shade", r=100)
    c.stroke("M400 350 Q390 760 545 790 Q700 760 690 350", "#17111f", 14)
    c.glow(500, 420, 420, "#ffcf9a", 0.28)


def servers(c: Canvas) -> None:
    c.fill("#071424")
    c.poly([(0, 0), (W, 0), (930, 330), (670, 330)], "#0d2238")
    c.poly([(0, H), (W, H), (930, 640), (670, 640)], c.vertical("#123a52", "#081a2c", top=640))
    c.rect(670, 330, 260, 310, "#1f6f7f")
    c.glow(800, 480, 420, "#7ff0e0", 0.75)
    for side in (-1, 1):
        for k in range(6):
            near, far = 1 - k / 6.6, 1 - (k + 0.86) / 6.6
            n, f = near**1.7, far**1.7
            xs = [800 + side * (130 + 690 * v) for v in (n, f)]
            tops = [330 - 350 * v for v in (n, f)]
            ends = [640 + 450 * v for v in (n, f)]
            c.poly(
                [(xs[0], tops[0]), (xs[1], tops[1]), (xs[1], ends[1]), (xs[0], ends[0])],
                mix("#0f2c44", "#1c5068", k / 6),
            )
            for r in range(16):
                t = (r + 0.5) / 16
                y0, y1 = tops[0] + (ends[0] - tops[0]) * t, tops[1] + (ends[1] - tops[1]) * t
                c.line([(xs[0] - side * 6 * n, y0), (xs[1], y1)], "#08182a", 1.5 + 3 * n)
                for j in range(4):
                    s = 0.15 + j * 0.2
                    if c.random.random() < 0.72:
                        lamp = c.random.choice(["#5ff0c0", "#5ff0c0", "#6fc8ff", "#ffc85a"])
                        px, py = xs[0] + (xs[1] - xs[0]) * s, y0 + (y1 - y0) * s - 12 * n
                        c.circle(px, py, 1.5 + 4 * n, lamp)
                        if c.random.random() < 0.2:
                            c.glow(px, py, 34 * n + 6, lamp, 0.6)
    for k in range(8):
        v = (1 - k / 8) ** 1.7
        c.line(
            [(800 - 130 - 690 * v, 330 - 350 * v), (800 + 130 + 690 * v, 330 - 350 * v)],
            "#7fe8f0",
            1 + 6 * v,
            alpha=0.5,
        )
    props.person(c, 800, 720, 190, "#f6f3ea")
    c.rect(774, 610, 52, 36, "#1d3a4f", r=4)


def phone(c: Canvas) -> None:
    c.fill(c.vertical("#f4d9a4", "#e9b98a", "#c9805f"))
    for k in range(9):
        c.circle(
            c.random.uniform(0, W), c.random.uniform(0, 600), c.random.uniform(60, 180), "#fff0cf", alpha=0.3
        )
    c.rect(0, 820, W, H, c.vertical("#9a5f3f", "#6b3c2a", top=820))
    c.rect(0, 820, W, 14, "#c98a5a")
    c.rect(150, 250, 420, 500, "#fffaf0", r=18)
    c.rect(180, 750, 360, 80, "#7a4a34")
    c.rect(190, 290, 340, 40, "#b8402f", r=6)
    _code(c, 215, 370, 290)
    c.rect(230, 690, 260, 16, "#c9b89a", r=8)
    c.rect(420, 250, 150, 500, "#ffffff", alpha=0.28, on="shade", r=18)
    skin = "#c98a63"
    c.path(
        "M1600 1067 L1130 1067 Q1040 900 960 820 L900 700 Q880 640 930 640 L1060 720 L1240 560 Q1420 560 1600 740 Z",
        skin,
    )
    c.path(
        "M1600 1067 L1400 1067 Q1380 800 1240 700 L1240 560 Q1420 560 1600 740 Z",
        "#ffffff",
        alpha=0.45,
        on="shade",
    )
    c.add('<g transform="rotate(-9 900 520)">')
    c.rect(720, 200, 380, 650, "#1d2433", r=46)
    c.rect(740, 224, 340, 602, c.vertical("#eaf6f2", "#bfe3dc", top=224, bottom=826), r=30)
    c.rect(770, 262, 280, 60, "#1f8f86", r=14)
    _code(c, 800, 360, 220)
    for x, y, rot in ((786, 346, 0), (1034, 346, 90), (1034, 594, 180), (786, 594, 270)):
        c.add(
            f'<path d="M{x} {y + 50} L{x} {y} L{x + 50} {y}" fill="none" stroke="#e0702f" stroke-width="10" transform="rotate({rot} {x} {y})"/>'
        )
    c.circle(910, 690, 44, "#35b07a")
    c.line([(890, 692), (904, 708), (934, 674)], "#ffffff", 10)
    c.rect(800, 756, 220, 18, "#8fc0b8", r=9)
    c.rect(830, 786, 160, 14, "#a9d0c8", r=7)
    c.add("</g>")
    for k, (x, y) in enumerate(((760, 660), (742, 720), (738, 782), (752, 840))):
        c.oval(x - 18, y, 66, 28, mix(skin, "#a86a48", k / 6), turn=-8)
    c.oval(1100, 560, 44, 120, skin, turn=24)
    c.rect(0, 0, W, H, c.fade(200, 0, 1100, 900), alpha=0.4, on="light")


def _code(c: Canvas, x: float, y: float, size: float) -> None:
    """A square of squares that only looks like a code: it leads nowhere."""
    n, ink = 17, "#1d2433"
    s = size / n
    for r in range(n):
        for k in range(n):
            corner = (r < 5 and k < 5) or (r < 5 and k > n - 6) or (r > n - 6 and k < 5)
            if not corner and c.random.random() < 0.48:
                c.rect(x + k * s, y + r * s, s, s, ink)
    for r, k in ((0, 0), (0, n - 5), (n - 5, 0)):
        c.rect(x + k * s, y + r * s, s * 5, s * 5, ink)
        c.rect(x + (k + 0.8) * s, y + (r + 0.8) * s, s * 3.4, s * 3.4, "#fffaf0")
        c.rect(x + (k + 1.5) * s, y + (r + 1.5) * s, s * 2, s * 2, ink)


SCENES: dict[str, Scene] = {
    "hoi-truong": hall,
    "san-khau": stage,
    "studio": studio,
    "phat-thanh": radio,
    "phong-may": servers,
    "dien-thoai": phone,
}
