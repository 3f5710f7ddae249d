"""Rivers and bridges."""

import math

from hoitu.workspace.demo.scenes import props
from hoitu.workspace.demo.scenes.canvas import Canvas, H, W, mix
from hoitu.workspace.demo.scenes.land import Scene


def dawn(c: Canvas) -> None:
    c.fill(c.vertical("#3d5a80", "#98a9c2", "#f4b89a", "#ffe3b0", bottom=560))
    start = props.mark(c)
    props.sun(c, 1010, 470, 62, "#fff6d8", "#ffc987")
    props.clouds(c, 240, "#f7cdb4", 5, 0.5, 110)
    c.ridge(480, 130, "#93a0b6", wave=380)
    c.ridge(530, 90, "#6a7d96", wave=520, bottom=570)
    for x, s in ((90, 130), (170, 90), (1420, 150), (1500, 110), (300, 70)):
        props.tree(c, x, 566, s, "#3f5567", "#2d3a48")
    c.rect(0, 566, W, H, c.vertical("#f7c79f", "#a8a3b4", "#3f5878", top=566))
    props.reflection_of(c, 566, 0.22, since=start)
    c.rect(0, 562, W, 60, c.fade(0, 562, 0, 622, "#ffeecb"), alpha=0.5)
    props.ripples(c, 590, "#fff0cf", 190, 0.7, 1010)
    c.mist(520, 60, "#ffeed6", 0.5)
    props.sampan(c, 620, 800, 330, "#2a3346", rower="#243048", hat="#c9a978")
    props.sampan(c, 1220, 650, 110, "#3d4a60", rower="#37465e", hat="#b89a78")
    props.birds(c, 520, 300, 8, "#40506b")
    c.path("M0 1067 L0 960 Q220 930 430 1010 T700 1067 Z", "#22303f")
    props.grass(c, H - 30, 60, "#22303f", 120)


def evening(c: Canvas) -> None:
    c.fill(c.vertical("#f2a25a", "#f9c877", "#fde7b2", bottom=560))
    start = props.mark(c)
    props.sun(c, 420, 430, 74, "#fff4cf", "#ffd07a")
    props.clouds(c, 230, "#fbdca4", 4, 0.6, 110)
    c.ridge(500, 100, "#d49a6a", wave=420)
    c.ridge(545, 70, "#a9714f", wave=520, bottom=580)
    for x in range(40, W, 170):
        props.house(c, x, 580, 80, 62, "#8a5a44", "#5f3a30", lit="#ffdf9a")
    c.rect(0, 578, W, H, c.vertical("#f6c27d", "#c98a5a", "#6b4a4a", top=578))
    props.reflection_of(c, 578, 0.22, since=start)
    props.ripples(c, 600, "#fff0c4", 190, 0.75, 420)
    c.poly([(560, 720), (640, 800), (1260, 800), (1370, 700), (1240, 730), (700, 736)], "#4a2f33")
    c.poly([(690, 735), (820, 660), (1040, 650), (1200, 730)], "#d9a85f")
    c.poly([(940, 654), (1040, 650), (1200, 730), (980, 732)], "#ffffff", alpha=0.5, on="shade")
    c.rect(1230, 610, 90, 105, "#e9dcc0", r=6)
    c.rect(1222, 596, 106, 20, "#7a3b34")
    c.rect(1248, 635, 26, 30, "#ffe29b")
    c.rect(1284, 635, 26, 30, "#ffe29b")
    c.poly([(560, 806), (1330, 806), (1240, 850), (660, 850)], "#3a2530", alpha=0.45)
    props.ripples(c, 820, "#ffe7b8", 50, 0.5, 900)


def moon_boat(c: Canvas) -> None:
    c.fill(c.vertical("#1f1d45", "#45366f", "#8a5c8f", "#d98f95", bottom=600))
    props.stars(c, 130, 420)
    start = props.mark(c)
    props.sun(c, 1180, 240, 66, "#fff4d8", "#e9c3c9")
    c.ridge(520, 110, "#5a4478", wave=400)
    c.ridge(570, 70, "#3b2f5e", wave=560, bottom=610)
    c.rect(0, 606, W, H, c.vertical("#b37a93", "#5d4580", "#241f49", top=606))
    props.reflection_of(c, 606, 0.25, since=start)
    props.ripples(c, 630, "#ffe3d4", 150, 0.6, 1180)
    c.path("M330 770 Q700 880 1080 760 Q980 880 690 884 Q430 880 330 770 Z", "#1c1834")
    c.path("M470 800 Q520 640 700 632 Q880 640 930 796 Q700 850 470 800 Z", "#5f3f3c")
    for k in range(7):
        c.stroke(f"M{500 + k * 66} 806 Q{530 + k * 52} 660 {640 + k * 20} 636", "#8a5f4a", 4)
    c.path("M640 826 Q650 720 700 708 Q752 720 764 824 Q700 836 640 826 Z", "#ffcf7d")
    c.glow(702, 780, 330, "#ffc268", 0.55)
    props.person(c, 704, 828, 90, "#4a2f3d")
    props.person(c, 1000, 800, 140, "#17142c", hat="#3a2f4c")
    c.line([(985, 720), (1130, 880)], "#17142c", 6)
    props.ripples(c, 850, "#ffcf8a", 60, 0.7, 700)


def _stays(c: Canvas, x: float, deck: float, top: float, reach: float, colour: str, count: int = 11) -> None:
    for k in range(1, count + 1):
        share = k / count
        for side in (-1, 1):
            c.line(
                [(x, top + (1 - share) * (deck - top) * 0.35), (x + side * reach * share, deck)],
                colour,
                2.4,
                alpha=0.9,
            )


def stayed_bridge(c: Canvas) -> None:
    c.fill(c.vertical("#26395f", "#6f7da3", "#e9a58f", "#fddcab", bottom=640))
    props.sun(c, 820, 575, 58, "#fff3cf", "#ffc685")
    props.clouds(c, 230, "#e6b3a6", 6, 0.45, 140)
    start = props.mark(c)
    c.ridge(570, 110, "#8790a9", wave=420)
    c.ridge(620, 60, "#5c6b8b", wave=600, bottom=660)
    deck = 560
    for x, top in ((500, 170), (1140, 170)):
        _stays(c, x, deck, top, 320, "#f7ead2")
        c.poly(
            [
                (x - 34, 700),
                (x - 12, top),
                (x + 12, top),
                (x + 34, 700),
                (x + 20, 700),
                (x, 330),
                (x - 20, 700),
            ],
            "#f4e8d4",
        )
        c.poly(
            [(x + 2, 330), (x + 6, top), (x + 12, top), (x + 34, 700), (x + 20, 700)],
            "#ffffff",
            alpha=0.55,
            on="shade",
        )
        c.rect(x - 60, 676, 120, 26, "#cdbfae", r=5)
        c.circle(x, top - 6, 7, "#ff5a3c")
        c.glow(x, top - 6, 44, "#ff7a55", 0.7)
    c.rect(-10, deck - 8, W + 20, 20, "#fff1d8")
    c.rect(-10, deck + 10, W + 20, 20, "#4d4a68")
    for x in range(20, W, 66):
        c.line([(x, deck - 8), (x, deck - 40)], "#d9ccb8", 3)
        c.circle(x, deck - 42, 4, "#fff0b5")
        c.glow(x, deck - 42, 26, "#ffe39a", 0.6)
    c.rect(0, 690, W, H, c.vertical("#f0b694", "#8287a8", "#27375b", top=690))
    props.reflection_of(c, 694, 0.3, since=start)
    props.ripples(c, 705, "#fff0d0", 210, 0.65, 820)
    props.sampan(c, 360, 880, 250, "#1f2a44", rower="#1c2740", hat="#a98f72")
    c.mist(640, 44, "#ffe9cf", 0.4)
    c.path("M1000 1067 Q1250 960 1600 985 L1600 1067 Z", "#1a2440")
    props.grass(c, H - 10, 60, "#1a2440", 90)


def arch_bridge(c: Canvas) -> None:
    c.fill(c.vertical("#7fb0c9", "#f3d9ac", "#fcebc6", bottom=560))
    props.sun(c, 260, 320, 60)
    start = props.mark(c)
    c.ridge(520, 90, "#b0b79a", wave=500)
    for x in range(-20, W, 92):
        h = c.random.uniform(60, 150)
        c.rect(x, 590 - h, 76, h, mix("#d8b48a", "#a97b66", c.random.random()))
        for j in range(int(h // 26)):
            c.rect(x + 12, 600 - h + j * 26, 14, 12, "#fff0c6", alpha=0.8)
            c.rect(x + 44, 600 - h + j * 26, 14, 12, "#7a5a55", alpha=0.8)
    for k in range(4):
        x = 60 + k * 400
        c.path(
            f"M{x} 600 Q{x + 200} 330 {x + 400} 600 L{x + 376} 600 Q{x + 200} 372 {x + 24} 600 Z", "#a8402f"
        )
        for j in range(1, 9):
            px = x + j * 44
            top = 600 - math.sin(j / 9 * math.pi) * 122
            c.line([(px, 596), (px, top)], "#a8402f", 4)
    c.rect(0, 590, W, 24, "#7a2f28")
    for k in range(5):
        c.poly(
            [(40 + k * 400, 612), (90 + k * 400, 612), (100 + k * 400, 720), (30 + k * 400, 720)], "#c9ae8a"
        )
    c.rect(0, 700, W, H, c.vertical("#efd2a0", "#8aa6a8", "#3b6472", top=700))
    props.reflection_of(c, 702, 0.28, since=start)
    props.ripples(c, 715, "#fff5d6", 160, 0.6, 300)
    for x, s in ((1370, 380), (1510, 320), (80, 300)):
        props.tree(c, x, 1060, s, "#3f7a4a")


SCENES: dict[str, Scene] = {
    "song-binh-minh": dawn,
    "song-chieu": evening,
    "ghe-song": moon_boat,
    "cau-day-vang": stayed_bridge,
    "cau-chieu": arch_bridge,
}
