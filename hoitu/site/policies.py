"""Who may do what with a site, as pure predicates."""

from hoitu.kernel.actor import Actor


def may_curate(actor: Actor) -> bool:
    """Say whether somebody may arrange fronts."""
    return actor.may("site.curate") or actor.may("site.manage")


def may_manage(actor: Actor) -> bool:
    """Say whether somebody may change addresses, looks, legal furniture and pages of a site."""
    return actor.may("site.manage")
