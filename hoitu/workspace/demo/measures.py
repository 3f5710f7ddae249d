"""The province's figures on the move: frozen two months ago, counted from the registers today, stated beside both."""

from datetime import timedelta
from uuid import UUID

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.strategy import api as strategy
from hoitu.workspace.demo.agencies import World

BEFORE = timedelta(days=60)  # before the course, the survey and the assessment of the registers
STATED = timedelta(days=10)
NOTE = "Trước đợt tập huấn và khảo sát của Sở (thử nghiệm)"


def freeze_before(world: World, plan_id: UUID) -> None:
    """Let the department keep how the plan stood before its year of work."""
    with clock.frozen(world.now - BEFORE):
        strategy.freeze_plan(actor=Actor.system(agency_id=world.bodies["so"]), plan_id=plan_id, note=NOTE)


def state(world: World) -> None:
    """Let the newspaper state more than its register counts, and the magazine what no register of it holds."""
    at = world.now - STATED
    year = clock.local(at).year
    said = {
        "thanh": strategy.Statement(amount=6, of_amount=9, note="Kể cả hai người học ở nơi khác."),
        "hoa": strategy.Statement(amount=2, of_amount=2, note="Theo danh sách cử đi học."),
    }
    with clock.frozen(at):
        for head, statement in said.items():
            strategy.declare(
                actor=world.actors[head], indicator="IND-06", year=year, values={year: statement}
            )
