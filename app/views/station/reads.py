"""What the settings page shows, in the desk's words."""

from dataclasses import dataclass

from app.services.clocks.policies import Policy
from app.services.clocks.rules import Rules
from app.services.kernel.desk import Desk
from app.views.texts import length_of_minutes


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit in force."""

    title: str
    clause: str
    limit: str
    adjusted: str


def limits_of(desk: Desk) -> list[LimitRow]:
    """The limits valid now, by clause."""
    rules: Rules = desk.rules
    moment = desk.now()
    policies = [rules.policies.at(policy_id, moment) for policy_id in rules.policies.versions]
    return [LimitRow(policy.title, policy.clause, limit_words(policy), policy.adjusted) for policy in policies]


def limit_words(policy: Policy) -> str:
    """`30 分`, `48 时后 24 时内`, `5 个工作日`."""
    if policy.working_days is not None:
        return f"{policy.working_days} 个工作日"
    limit = length_of_minutes(policy.limit_minutes or 0)
    return f"{length_of_minutes(policy.not_before_minutes)}后 {limit}内" if policy.not_before_minutes else f"{limit}内"
