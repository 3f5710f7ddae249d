"""On which days before and after the due day somebody is reminded."""

# Days from today to the due day; below 0 it has passed. Ours, no law's: a month to collect the numbers, a fortnight,
# a week, the last days; then the day after, and every week of the first month.
REMINDER_DAYS = frozenset({30, 14, 7, 3, 1, 0, -1, -8, -15, -22, -29})
