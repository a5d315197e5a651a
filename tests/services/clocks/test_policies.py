"""Policies are data: the shipped sets, their versions, a station's overrides, and bad data."""

import json
from datetime import datetime

import pytest

from app.paths import resource
from app.services.clocks.facts import Subject
from app.services.clocks.policies import BadPolicy, PolicyOverride, PolicySet, PolicySource, read_policy
from app.services.clocks.rules import Rules
from app.services.kernel.errors import NotFound
from app.services.kernel.times import CHINA

RAW: dict[str, object] = {
    "id": "repair.contact",
    "clause": "9.10b",
    "title": "联系用户",
    "kinds": ["repair"],
    "start": {"kinds": ["told"]},
    "stops": ["contacted"],
    "limit_minutes": 30,
}


def day(month: int, number: int, year: int = 2026) -> datetime:
    return datetime(year, month, number, tzinfo=CHINA)


def override(since: datetime, until: datetime | None = None, policy_id: str = "repair.contact", **changes: object):
    return PolicyOverride(policy_id, changes, since, until, reason="公司批准", by="站长")


@pytest.mark.parametrize(
    ("policy_id", "clause", "minutes", "days"),
    [
        ("repair.leak.arrive", "9.10a", 30, None),
        ("repair.contact", "9.10b", 30, None),
        ("repair.arrive", "9.10b", 120, None),
        ("repair.finish", "9.10c", 1440, None),
        ("repair.callback", "9.11", 2880, None),
        ("opinion.dispatch", "4.5a", 60, None),
        ("forwarded.reply", "4.5b", 60, None),
        ("outage.notify", "9.3", 30, None),
        ("outage.notify_long", "9.3", 30, None),
        ("outage.hours8", "9.3", 480, None),
        ("outage.hours24", "9.3", 1440, None),
        ("application.answer", "5.2", None, 3),
        ("supply.start", "5.3", None, 5),
        ("complaint.pass_on", "11.6", 30, None),
        ("complaint.answer", "11.6", None, 5),
        ("tipoff.pass_on", "11.6", 30, None),
        ("tipoff.answer", "11.6", None, 10),
    ],
)
def test_the_shipped_regulation_says_what_the_clauses_say(rules, policy_id, clause, minutes, days) -> None:
    policy = rules.policies.at(policy_id, day(12, 6))
    assert (policy.clause, policy.limit_minutes, policy.working_days) == (clause, minutes, days)
    assert policy.day_end == 24 * 60
    assert policy.thresholds == (75, 100)


def test_every_shipped_policy_is_in_the_table_above(rules) -> None:
    ids = {policy["id"] for policy in json.loads(resource("policies/regulation.json").read_text("utf-8"))["policies"]}
    assert ids == set(rules.policies.versions)
    assert len(ids) == 17


def test_the_sister_company_accepts_in_24_hours_and_closes_in_3_working_days() -> None:
    sister = Rules.shipped(policies="sister")

    ids = {row[0].policy.id for row in sister.policies.for_subject(Subject("complaint"))}

    assert ids == {"complaint.accept", "complaint.answer", "opinion.dispatch"}
    assert sister.policies.at("complaint.accept", day(12, 6)).limit_minutes == 24 * 60
    assert sister.policies.at("complaint.answer", day(12, 6)).working_days == 3
    assert sister.policies.at("repair.leak.arrive", day(12, 6)).limit_minutes == 30
    assert sister.version != Rules.shipped().version


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("leak", {"repair.leak.arrive", "repair.finish", "repair.callback"}),
        ("cold", {"repair.contact", "repair.arrive", "repair.finish", "repair.callback"}),
        ("", {"repair.contact", "repair.arrive", "repair.finish", "repair.callback"}),
    ],
)
def test_the_fault_group_chooses_the_clocks_of_a_repair(rules, group, expected) -> None:
    assert {row[0].policy.id for row in rules.policies.for_subject(Subject("repair", group))} == expected


def test_a_kind_nobody_made_a_policy_for_has_no_clocks(rules) -> None:
    assert rules.policies.for_subject(Subject("inspection")) == ()


def test_an_override_holds_for_its_span_and_leaves_the_rest_as_shipped() -> None:
    rules = Rules.shipped([override(day(12, 1), day(12, 8), limit_minutes=20, title="尽快联系")])

    limits = [rules.policies.at("repair.contact", day(*when)).limit_minutes for when in ((11, 30), (12, 1), (12, 8))]

    assert limits == [30, 20, 30]
    adjusted = rules.policies.at("repair.contact", day(12, 1))
    assert (adjusted.title, adjusted.clause) == ("尽快联系", "9.10b")
    assert adjusted.adjusted == "本站自 2026-12-01 00:00 起调整（站长：公司批准）"


def test_of_two_overrides_the_later_wins_field_by_field_and_the_earlier_stays_in_history() -> None:
    rules = Rules.shipped(
        [
            override(day(12, 10), limit_minutes=15),
            override(day(12, 1), limit_minutes=20, severity=1),
        ]
    )

    found = [rules.policies.at("repair.contact", day(*when)) for when in ((12, 5), (12, 15))]

    assert [(policy.limit_minutes, policy.severity) for policy in found] == [(20, 1), (15, 1)]


def test_an_override_may_turn_minutes_into_working_days() -> None:
    rules = Rules.shipped([override(day(12, 1), policy_id="opinion.dispatch", working_days=1)])
    policy = rules.policies.at("opinion.dispatch", day(12, 6))
    assert (policy.limit_minutes, policy.working_days) == (None, 1)


def test_versions_follow_each_other_and_a_gap_has_none() -> None:
    policies = PolicySet.of(
        [
            PolicySource("a.json", RAW | {"valid_until": "2026-11-01"}),
            PolicySource("a.json", RAW | {"valid_from": "2026-12-01", "limit_minutes": 45}),
        ]
    )

    assert policies.at("repair.contact", day(10, 31)).limit_minutes == 30
    assert policies.at("repair.contact", day(12, 1)).limit_minutes == 45
    with pytest.raises(NotFound, match="2026-11-15 没有有效版本"):
        policies.at("repair.contact", day(11, 15))


def test_an_unknown_id_is_answered_with_those_there_are(rules) -> None:
    with pytest.raises(NotFound, match=r"没有时限规则 repair\.fly。现有：application\.answer、"):
        rules.policies.at("repair.fly", day(12, 6))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"limit_minutes": 0}, "字段 limit_minutes：应为大于 0 的整数，现为 0。"),
        ({"limit_minutes": True}, "字段 limit_minutes：应为大于 0 的整数，现为 True。"),
        ({"limit_minutes": None}, "字段 limit_minutes：limit_minutes 与 working_days 应填且只填一个。"),
        ({"working_days": 3}, "字段 limit_minutes：limit_minutes 与 working_days 应填且只填一个。"),
        ({"limit": 3}, "字段 limit：没有这个字段。"),
        ({"title": " "}, "字段 title：应为文字，不能为空。"),
        ({"kinds": []}, "字段 kinds：至少填一项。"),
        ({"kinds": "repair"}, "字段 kinds：应为词的列表。"),
        ({"stops": ["arived"]}, "字段 stops：不认识办理事实 arived。"),
        ({"start": {"kinds": ["tolled"]}}, "字段 start.kinds：不认识办理事实 tolled。"),
        ({"start": {"kinds": ["told"], "take": "any"}}, "字段 start.take：应为 first、last 或 all，现为 any。"),
        ({"start": "told"}, "字段 start：应写明 kinds，可另写 take、after。"),
        ({"day_end": "25:00"}, "字段 day_end：应为 00:01 至 24:00 的时刻，现为 25:00。"),
        ({"calling_hours": ["20:00", "09:00"]}, "字段 calling_hours：起始应早于终止。"),
        ({"calling_hours": "09:00"}, "字段 calling_hours：应为起止两个时刻"),
        ({"closing": "17:30"}, "字段 closing：只用于按工作日计的时限。"),
        ({"limit_minutes": None, "working_days": 1, "not_before_minutes": 9}, "字段 not_before_minutes：只用于按分钟"),
        ({"limit_minutes": None, "working_days": 1, "calling_hours": ["09:00", "20:00"]}, "字段 calling_hours：只用于"),
        ({"thresholds": [75, 90]}, "字段 thresholds：应为两个百分数，后一个为 100"),
        ({"valid_from": "2026-13-01"}, "字段 valid_from：应为日期，如 2026-11-01，现为 2026-13-01。"),
        ({"valid_from": "2026-11-01", "valid_until": "2026-11-01"}, "字段 valid_until：应晚于 valid_from。"),
    ],
)
def test_bad_data_is_refused_naming_file_policy_and_field(changes, sentence) -> None:
    with pytest.raises(BadPolicy) as caught:
        read_policy(PolicySource("station.json", RAW | changes))

    assert caught.value.message.startswith("station.json 的规则 repair.contact，")
    assert sentence in caught.value.message


def test_two_versions_valid_at_once_are_refused() -> None:
    with pytest.raises(BadPolicy, match="字段 valid_from：与另一版本的有效期重叠"):
        PolicySet.of([PolicySource("a.json", RAW), PolicySource("a.json", RAW | {"valid_from": "2026-12-01"})])


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (override(day(12, 1), limit_minutes=-1), "字段 limit_minutes：应为大于 0 的整数，现为 -1。"),
        (override(day(12, 1), clause="1.1"), "字段 clause：不能调整。"),
        (override(day(12, 1), day(11, 1), limit_minutes=9), "字段 valid_until：应晚于 valid_from。"),
        (override(day(12, 1), policy_id="repair.fly"), "没有这条时限规则，请核对编号。"),
    ],
)
def test_a_bad_override_is_refused_naming_who_made_it(bad, sentence) -> None:
    with pytest.raises(BadPolicy) as caught:
        Rules.shipped([bad])

    assert caught.value.message.startswith("本站调整（站长，2026-12-01）的规则 repair.")
    assert sentence in caught.value.message
