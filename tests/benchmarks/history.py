"""200,000 repairs of thirteen seasons, a thousand of them open, written by set-based SQL and sealed by units."""

from datetime import datetime
from uuid import uuid4

from app.services.kernel.desk import Desk
from app.services.kernel.numbering import rebuild_counters
from app.services.kernel.secret_keys import CALLBACK, current_key
from app.services.kernel.times import CHINA, to_ms
from app.services.kernel.unit import writing
from app.services.matters.sheets import callback_code
from app.services.paper.callback_code import callback_digest
from tests.benchmarks.town import PREMISES, add_functions

MATTERS, OPEN = 200_000, 1_000
# The morning on which the thousand are open.
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)
# Images are sealed a unit at a time, and a unit holds its images in memory.
CHUNK = 10_000
A_DAY = 100
SEASON_DAYS = 150
FIRST_SEASON = 2012

_MINUTE = 60_000
_DAY = 24 * 60 * _MINUTE

# A closed repair was told on one of a hundred places of a heating day, an open one within the last 33 hours.
_LIFE = f"""CREATE TEMP TABLE life AS
WITH RECURSIVE count(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM count WHERE n < :last),
timed AS (
  SELECT n, n > {MATTERS - OPEN} AS open, CASE WHEN n > {MATTERS - OPEN} THEN :now - ({MATTERS} - n) * {2 * _MINUTE}
    ELSE strftime('%s', printf('%d-11-15', {FIRST_SEASON} + (n - 1) / {A_DAY * SEASON_DAYS})) * 1000
      + (n - 1) / {A_DAY} % {SEASON_DAYS} * {_DAY} + (n - 1) % {A_DAY} * {6 * _MINUTE} END AS told
  FROM count),
lived AS (
  SELECT *, NOT open AND n % 10 < 3 AS by_phone,
    CASE WHEN NOT open THEN 9 WHEN :now - told < {180 * _MINUTE} THEN 0 ELSE n % 5 END AS step,
    strftime('%Y%m%d', told / 1000 + 28800, 'unixepoch') AS day FROM timed)
SELECT *, row_number() OVER (PARTITION BY day ORDER BY n) AS value,
  NOT by_phone AND step >= 2 AS sent, n * 7919 % {PREMISES} + 1 AS premises, 4 + n % 6 AS repairer,
  CASE n % 8 WHEN 0 THEN 'leak' WHEN 1 THEN 'temp' WHEN 2 THEN 'valve' ELSE 'cold' END AS fault_group,
  told + {5 * _MINUTE} AS contacted, told + {10 * _MINUTE} AS dispatched, told + {30 * _MINUTE} AS arrived,
  told + {75 * _MINUTE} AS finished, told + {150 * _MINUTE} AS back, told + {50 * 60 * _MINUTE} AS called
FROM lived"""

_SHEETS = f"""CREATE TEMP TABLE paper AS
SELECT *, (SELECT coalesce(max(id), 0) FROM main.sheet) + row_number() OVER (ORDER BY n) AS id,
  printf('HD-%s-%s-%04d', :code, day, row_number() OVER (PARTITION BY day ORDER BY n)) AS number,
  row_number() OVER (PARTITION BY day ORDER BY n) AS ordinal, dispatched + {_MINUTE} AS made
FROM life WHERE sent"""

_ISSUED = """INSERT INTO issued_number (number, series, day, value)
SELECT printf('WX-%s-%s-%04d', :code, day, value), 'WX', day, value FROM life
UNION ALL SELECT number, 'HD', day, ordinal FROM paper"""

_CALLER = """INSERT INTO caller (id, name, phone, salt, name_digest, phone_digest)
SELECT n, p.name, p.phone, p.salt, digest(p.salt, 'name', p.name), digest(p.salt, 'phone', p.phone)
FROM life JOIN person p ON p.id = life.premises WHERE n % 2 = 0"""

_MATTER = """INSERT INTO matter
  (id, number, kind, premises_id, building_id, place_text, caller_id, words, told_at, phase, owner_id, closed_at,
   version)
SELECT n, printf('WX-%s-%s-%04d', :code, day, value), 'repair', premises, p.building_id, p.address,
  CASE n % 2 WHEN 0 THEN n END, CASE fault_group WHEN 'leak' THEN '阀门处漏水' ELSE '家里暖气不热' END, told,
  CASE step WHEN 0 THEN '已受理' WHEN 1 THEN '已联系' WHEN 2 THEN '已派工' WHEN 3 THEN '处理中' WHEN 4 THEN '待回访'
    ELSE '已归档' END,
  2, CASE WHEN NOT open THEN called END, 1 + step
FROM life JOIN premises p ON p.id = premises"""

_REPAIR = """INSERT INTO repair
  (matter_id, fault_group, fault, contacted_at, appointment_at, dispatched_at, repairer_id, arrived_at, visits,
   finished_at, sheet_back_at, view, callback_tries, called_back_at, callback_result, cause, done, responsibility)
SELECT n, fault_group, '不热', CASE WHEN step >= 1 THEN contacted END, CASE WHEN step >= 1 THEN arrived END,
  CASE WHEN sent THEN dispatched END, CASE WHEN sent THEN repairer END,
  CASE WHEN sent AND step >= 3 THEN arrived END, sent AND step >= 3,
  CASE WHEN step >= 4 THEN finished END, CASE WHEN sent AND step = 9 THEN back END,
  CASE WHEN sent AND step = 9 THEN '满意' ELSE '' END, step = 9, CASE WHEN step = 9 THEN called END,
  CASE WHEN step = 9 THEN 'solved' ELSE '' END, CASE WHEN step >= 4 THEN '管道气堵' ELSE '' END,
  CASE WHEN step >= 4 THEN '排气' ELSE '' END, CASE WHEN step >= 4 THEN '供热单位' ELSE '' END
FROM life"""

_EVENT = """INSERT INTO matter_event
  (matter_id, kind, happened_at, told_at, entered_at, actor_id, staff_id, visit_no, code, until_at, note)
SELECT n, kind, at, at, at, 2, staff, visit, code, until, note FROM (
  SELECT n, 1 AS place, 'told' AS kind, told AS at, NULL AS staff, NULL AS visit, '' AS code, NULL AS until,
    '家里暖气不热' AS note FROM life
  UNION ALL SELECT n, 2, 'contacted', contacted, NULL, NULL, '', arrived, '' FROM life WHERE step >= 1
  UNION ALL SELECT n, 3, 'phone_solved', finished, NULL, NULL, '', NULL, '' FROM life WHERE by_phone
  UNION ALL SELECT n, 4, 'dispatched', dispatched, repairer, 1, '', NULL, '' FROM life WHERE sent
  UNION ALL SELECT n, 5, 'arrived', arrived, repairer, 1, '', NULL, '' FROM life WHERE sent AND step >= 3
  UNION ALL SELECT n, 6, 'finished', finished, repairer, 1, '', NULL, '' FROM life WHERE sent AND step >= 4
  UNION ALL SELECT n, 7, 'sheet_returned', back, NULL, NULL, '满意', NULL, '' FROM life WHERE sent AND step = 9
  UNION ALL SELECT n, 8, 'called_back', called, NULL, NULL, 'solved', NULL, '' FROM life WHERE step = 9
  UNION ALL SELECT n, 9, 'archived', called, NULL, NULL, '', NULL, '' FROM life WHERE step = 9)
ORDER BY n, place"""

_VISIT = """INSERT INTO visit (matter_id, ordinal, repairer_id, arrived_at, result)
SELECT n, 1, repairer, CASE WHEN step >= 3 THEN arrived END, CASE WHEN step >= 4 THEN 'fixed' ELSE '' END
FROM life WHERE sent"""

_SHEET = """INSERT INTO sheet (id, number, form, matter_id, visit_no, repairer_id, state, key_id, callback_mac, made_at)
SELECT id, number, 'slip', n, 1, repairer, CASE step WHEN 9 THEN 'returned' ELSE 'out' END, :key_id,
  callback_mac(number), made FROM paper"""

_PRINT = """INSERT INTO print_record (id, sheet_id, ordinal, copies, at, by_id, target, sha256)
SELECT id, id, 1, '12', made, 2, '针式打印机', printf('%064x', id) FROM paper"""

_RETURN = """INSERT INTO sheet_return
  (sheet_id, print_record_id, print_sha256, copy, returned_at, signed, signed_at, signer, view, showed_badge)
SELECT id, id, printf('%064x', id), '1', back, 'signed', finished, '本人', '满意', 1 FROM paper WHERE step = 9"""

_CLOCK = f"""INSERT INTO clock_result (matter_id, policy_id, started_at, due_at, stopped_at, outcome)
SELECT n, policy, started, started + span, stopped, 'met' FROM (
  SELECT n, 'repair.leak.arrive' AS policy, told AS started, {30 * _MINUTE} AS span, arrived AS stopped
    FROM life WHERE step = 9 AND sent AND fault_group = 'leak'
  UNION ALL SELECT n, 'repair.contact', told, {30 * _MINUTE}, contacted
    FROM life WHERE step = 9 AND fault_group <> 'leak'
  UNION ALL SELECT n, 'repair.arrive', told, {120 * _MINUTE}, arrived
    FROM life WHERE step = 9 AND sent AND fault_group <> 'leak'
  UNION ALL SELECT n, 'repair.finish', told, {_DAY}, finished FROM life WHERE step = 9
  UNION ALL SELECT n, 'repair.callback', finished, {3 * _DAY}, called FROM life WHERE step = 9)"""

_VOID = (
    """CREATE TEMP TABLE gone AS SELECT id FROM matter WHERE closed_at IS NULL AND id % :keep <> 0""",
    """INSERT INTO matter_event (matter_id, kind, happened_at, told_at, entered_at, actor_id, note)
SELECT id, 'voided', :now, :now, :now, 2, '重复受理' FROM gone""",
    "UPDATE repair SET voided_at = :now, version = version + 1 WHERE matter_id IN (SELECT id FROM gone)",
    """UPDATE matter SET phase = '作废', closed_at = :now, void_reason = '重复受理', version = version + 1
WHERE id IN (SELECT id FROM gone)""",
    "DROP TABLE temp.gone",
)

_TEXTS = (_ISSUED, _CALLER, _MATTER, _REPAIR, _EVENT, _VISIT, _SHEET, _PRINT, _RETURN, _CLOCK)


def build_history(desk: Desk) -> None:
    """Repairs with their events, visits, sheets, prints, returns and clock results; needs the town."""
    store = desk.store
    add_functions(store)
    key_id, secret = current_key(store, CALLBACK)
    store.db.connection().create_function(
        "callback_mac", 1, lambda number: callback_digest(callback_code(number, secret), number, secret)
    )
    named = {"code": desk.station.code, "key_id": key_id, "now": to_ms(NOW)}
    for first in range(1, MATTERS + 1, CHUNK):
        values = {**named, "first": first, "last": first + CHUNK - 1}
        with writing(desk, "bench.history", uuid4()):
            for text in (_LIFE, _SHEETS, *_TEXTS):
                store.run(text, values)
            store.run("DROP TABLE temp.life")
            store.run("DROP TABLE temp.paper")
    rebuild_counters(store)


def leave_one_open_of(desk: Desk, keep: int) -> None:
    """Void the open repairs but for one of `keep`: an ordinary morning instead of the worst."""
    with writing(desk, "bench.void", uuid4()):
        for text in _VOID:
            desk.store.run(text, {"keep": keep, "now": to_ms(desk.now())})
