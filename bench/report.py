"""How much of the yearly report the records fill in. Clicks are counted where a person reports: the journey.

python -m bench.report
"""

from bench.record import Aim, Row, write
from hoitu.reporting.policies.layout import current
from hoitu.reporting.policies.numbers import prefilled


def main() -> None:
    """Write the share of the form's numbers that need nobody."""
    filled, of = prefilled(current())
    rows = [
        Row(
            f"yearly report: numbers filled in by the records, of {of}",
            round(100 * filled / of, 1),
            "%",
            aim=Aim(">=", 80),
        )
    ]
    write("report", rows, command="python -m bench.report")


if __name__ == "__main__":
    main()
