"""A past for the demonstration's forecasts, and one figure on the department's website. Everything is invented."""

from uuid import UUID

from hoitu.kernel import clock
from hoitu.outlook import api as outlook
from hoitu.strategy import api as strategy
from hoitu.workspace.demo.agencies import World

TRAINED = "IND-06"
# Of the people who make the paper or the magazine, how many had been trained at the end of each of the last years.
PAST = {
    "thanh": ((9, 92), (17, 92), (30, 95), (44, 96), (58, 98)),
    "hoa": ((1, 11), (2, 11), (4, 12), (5, 12), (8, 12)),
}
NOTE = "Số liệu thử nghiệm; năm trước sáp nhập là số cộng của hai cơ quan tiền thân."
WEBSITE = "https://sovhttdl-vangiang.example"


def look_ahead(world: World, plan_id: UUID) -> None:
    """State five years of trained people, keep the shares, and let the department's website show one of them."""
    this = clock.today().year
    for who, shares in PAST.items():
        for year, (trained, people) in enumerate(shares, start=this - len(shares)):
            said = strategy.Statement(amount=trained, of_amount=people, note=NOTE)
            strategy.declare(actor=world.actors[who], indicator=TRAINED, year=year, values={year: said})
    outlook.keep_shares()
    officer = world.actors["yen"]
    values = strategy.roll_up(strategy.plan_for(officer, plan_id)).values
    shown = next(value for value in values if value.verdict and value.verdict.of == "units")
    outlook.make_embed(actor=officer, measure_id=shown.measure.pk, kind="figure", origins=[WEBSITE])
