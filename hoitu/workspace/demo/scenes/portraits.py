"""Portraits of invented people: planes of colour, no likeness of anybody."""

from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, dark, pale
from hoitu.workspace.demo.scenes.land import Scene


def _head(c: Canvas, skin: str, x: float = 800, y: float = 430, s: float = 1.0) -> None:
    """Neck, face in two planes, features kept to a few strokes."""
    c.path(
        f"M{x - 70 * s} {y + 120 * s} L{x - 78 * s} {y + 300 * s} L{x + 90 * s} {y + 300 * s} L{x + 76 * s} {y + 120 * s} Z",
        dark(skin, 0.15),
    )
    c.path(
        f"M{x - 150 * s} {y - 60 * s} Q{x - 150 * s} {y - 220 * s} {x} {y - 225 * s} Q{x + 150 * s} {y - 220 * s} {x + 150 * s} {y - 60 * s} Q{x + 150 * s} {y + 110 * s} {x + 30 * s} {y + 200 * s} Q{x} {y + 214 * s} {x - 30 * s} {y + 200 * s} Q{x - 150 * s} {y + 110 * s} {x - 150 * s} {y - 60 * s} Z",
        skin,
    )
    c.path(
        f"M{x + 10 * s} {y - 225 * s} Q{x + 150 * s} {y - 220 * s} {x + 150 * s} {y - 60 * s} Q{x + 150 * s} {y + 110 * s} {x + 30 * s} {y + 200 * s} Q{x + 10 * s} {y + 210 * s} {x} {y + 208 * s} Q{x + 40 * s} {y + 60 * s} {x + 6 * s} {y - 40 * s} Z",
        "#ffffff",
        alpha=0.5,
        on="shade",
    )
    for side in (-1, 1):
        c.oval(x + side * 152 * s, y - 10 * s, 22 * s, 40 * s, dark(skin, 0.1))
        c.stroke(
            f"M{x + side * 98 * s} {y - 78 * s} Q{x + side * 66 * s} {y - 98 * s} {x + side * 32 * s} {y - 80 * s}",
            "#2a1d1a",
            8 * s,
        )
        c.oval(x + side * 64 * s, y - 36 * s, 21 * s, 10 * s, "#2a1d1a")
        c.circle(x + side * 60 * s, y - 39 * s, 4 * s, "#fff6e4")
        c.oval(x + side * 86 * s, y + 56 * s, 30 * s, 20 * s, "#d8603f", alpha=0.18)
    c.stroke(
        f"M{x - 4 * s} {y - 30 * s} Q{x - 26 * s} {y + 44 * s} {x - 14 * s} {y + 58 * s} Q{x + 6 * s} {y + 66 * s} {x + 20 * s} {y + 54 * s}",
        dark(skin, 0.4),
        6 * s,
    )
    c.stroke(f"M{x - 48 * s} {y + 112 * s} Q{x} {y + 138 * s} {x + 52 * s} {y + 106 * s}", "#8a3a32", 9 * s)


def _shoulders(c: Canvas, tone: str, wide: float = 420) -> None:
    c.path(
        f"M{800 - wide} 1067 Q{800 - wide + 20} 760 {800 - 110} 700 L{800 + 110} 700 Q{800 + wide - 20} 760 {800 + wide} 1067 Z",
        tone,
    )
    c.path(
        f"M860 700 L910 700 Q{800 + wide - 20} 760 {800 + wide} 1067 L960 1067 Z",
        "#ffffff",
        alpha=0.45,
        on="shade",
    )


def doctor(c: Canvas) -> None:
    c.fill(c.vertical("#9fd0cc", "#d9ecdf"))
    for x, h in ((90, 520), (260, 640), (1250, 600), (1430, 480)):
        c.rect(x, 1067 - h, 140, h, "#bfe0da")
        for k in range(int(h // 70)):
            c.rect(x + 18, 1090 - h + k * 70, 40, 34, "#8fc0c0")
            c.rect(x + 80, 1090 - h + k * 70, 40, 34, "#f6e7b5")
    c.circle(800, 430, 360, "#f6efd9", alpha=0.7)
    c.path(
        "M610 440 Q560 150 800 150 Q1050 150 1000 450 Q1010 590 960 600 L640 600 Q590 570 610 440 Z",
        "#241a22",
    )
    _shoulders(c, "#f8f6ee")
    c.poly([(700, 702), (800, 860), (900, 702), (870, 690), (800, 790), (730, 690)], "#2f7f7a")
    _head(c, "#e0a67e")
    c.path("M640 420 Q620 200 800 196 Q980 196 968 420 Q940 300 840 280 Q720 340 640 420 Z", "#2c2029")
    c.stroke("M690 720 Q640 900 720 960 Q800 980 790 900", "#34404a", 13)
    c.stroke("M910 720 Q960 840 900 880", "#34404a", 13)
    c.circle(900, 896, 28, "#9aa6ac")
    c.circle(900, 896, 14, "#d9e0e0")
    c.rect(560, 860, 100, 12, "#16897a")
    c.rect(604, 816, 12, 100, "#16897a")


def runner(c: Canvas) -> None:
    c.fill(c.vertical("#f6b56a", "#f9d79a", "#e0895a"))
    c.circle(1120, 330, 190, "#fff0c4")
    c.glow(1120, 330, 520, "#ffe3a0", 0.7)
    c.ridge(760, 240, "#c98a6b", wave=420)
    c.ridge(860, 160, "#8f5f5a", wave=520)
    c.path("M880 240 Q1060 200 1130 330 Q1190 470 1130 640 Q1120 500 1050 420 Q960 360 880 330 Z", "#1a1218")
    _shoulders(c, "#c8302f", 380)
    c.poly([(690, 702), (800, 790), (910, 702), (880, 690), (800, 740), (720, 690)], "#fff2d0")
    _head(c, "#b97a55")
    c.path("M640 420 Q620 190 800 190 Q984 190 962 410 Q930 290 800 270 Q690 286 640 420 Z", "#1d141a")
    c.rect(636, 296, 330, 34, "#f3c53f")
    c.rect(690, 880, 220, 110, "#fbf6e6", r=8)
    for k, x in enumerate((730, 784, 838)):
        c.rect(x, 904, 34, 62, "#2a2f44" if k != 1 else "#c8302f", r=6)


def elder(c: Canvas) -> None:
    c.fill(c.vertical("#c9b28a", "#e3cfa3", "#a8845a"))
    c.path("M0 1067 L0 380 Q400 240 700 300 T1600 250 L1600 1067 Z", "#b5945f")
    for k in range(9):
        c.stroke(f"M{-20} {470 + k * 70} Q800 {400 + k * 74} 1620 {470 + k * 70}", "#9a7a4a", 5, alpha=0.5)
    c.circle(800, 440, 370, "#f0dfb4", alpha=0.55)
    _shoulders(c, "#3a3140")
    c.poly([(740, 694), (800, 820), (860, 694)], "#f0e3c6")
    for k in range(3):
        c.circle(800, 850 + k * 70, 11, "#d9b56a")
    _head(c, "#b07a54")
    c.path("M640 370 Q600 180 800 172 Q1000 180 962 370 Q880 320 800 318 Q720 320 640 370 Z", "#20202e")
    c.stroke("M646 356 Q800 290 956 356", "#39394f", 22)
    c.stroke("M660 300 Q800 236 944 306", "#2c2c3f", 16)
    for dy in (0, 22):
        c.stroke(f"M740 {338 + dy} Q800 {328 + dy} 862 {338 + dy}", dark("#b07a54", 0.3), 4)
    for side in (-1, 1):
        c.stroke(f"M{800 + side * 110} 400 q{side * 16} 10 {side * 20} 26", dark("#b07a54", 0.35), 4)
        c.stroke(f"M{800 + side * 46} 500 q{side * 26} 30 {side * 20} 66", dark("#b07a54", 0.3), 5)
    c.path("M764 596 Q800 586 838 596 Q846 650 826 730 Q802 756 776 730 Q756 650 764 596 Z", "#efe9dd")
    for side in (-1, 1):
        c.path(f"M800 524 q{side * 40} 0 {side * 66} 44 q{side * -34} -16 {side * -66} -20 Z", "#efe9dd")


def writer(c: Canvas) -> None:
    c.fill(c.vertical("#2f4a4c", "#50706a", "#2c4244"))
    for r in range(4):
        y = 40 + r * 250
        x = 0.0
        while x < W:
            w, h = c.random.uniform(26, 62), c.random.uniform(150, 214)
            c.rect(
                x,
                y + 216 - h,
                w,
                h,
                c.random.choice(
                    ["#8a4a3a", "#c99a55", "#3f6f6b", "#e0cfa6", "#5a4a6b", "#a8683f", "#2a3f4a"]
                ),
            )
            c.rect(x + w * 0.3, y + 240 - h, w * 0.4, 10, "#f0e3c0", alpha=0.7)
            x += w + 3
        c.rect(0, y + 216, W, 22, "#3a2a22")
    c.rect(0, 0, W, H, "#20343a", alpha=0.45)
    c.circle(800, 430, 400, "#e9d9ae", alpha=0.28)
    _shoulders(c, "#7a5a3f")
    c.poly([(730, 692), (800, 830), (870, 692)], "#efe6d3")
    c.poly([(700, 698), (800, 860), (740, 900), (640, 740)], "#5f4430")
    c.poly([(900, 698), (800, 860), (860, 900), (960, 740)], "#523a2a")
    _head(c, "#cf9a72")
    c.path(
        "M634 410 Q600 170 790 168 Q1010 160 968 420 Q960 310 900 276 Q780 240 700 290 Q660 330 634 410 Z",
        "#dcd9d2",
    )
    c.path("M840 180 Q1010 170 968 420 Q960 310 900 276 Z", "#ffffff", alpha=0.45, on="shade")
    for side in (-1, 1):
        c.path(
            f"M{800 + side * 64 - 50} 396 a50 46 0 1 0 100 0 a50 46 0 1 0 -100 0",
            extra='stroke="#2a2224" stroke-width="9"',
        )
        c.circle(800 + side * 64, 396, 44, pale("#bfe0e0", 0.3), alpha=0.22)
    c.line([(786, 390), (814, 390)], "#2a2224", 9)
    for dy in (0, 20):
        c.stroke(f"M744 {316 + dy} Q800 {306 + dy} 858 {316 + dy}", dark("#cf9a72", 0.28), 4)


SCENES: dict[str, Scene] = {
    "chan-dung-bac-si": doctor,
    "chan-dung-co-gai": runner,
    "chan-dung-cu-ong": elder,
    "chan-dung-nha-van": writer,
}
