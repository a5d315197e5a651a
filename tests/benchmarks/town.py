"""A town of 50,000 premises or more, written by set-based SQL; the triggers make the images, the units seal them."""

import hashlib
import json
from uuid import uuid4

from app.services.kernel.desk import Desk
from app.services.kernel.digests import digest
from app.services.kernel.store import Store
from app.services.kernel.unit import writing

PREMISES = 50_000
SEASON = "2026-2027"

FRONTS = (
    *("和平", "康乐", "雍阳", "泉兴", "富民", "振华", "新华", "光明", "建设", "胜利"),
    *("团结", "前进", "育才", "静湖", "翠亨", "京津", "杨村", "运河", "泽园", "东蒲洼"),
)
BACKS = ("里小区", "花园", "家园", "新村", "佳苑")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷单龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
FIRSTS = "建国志世文明德春秀玉桂凤淑美丽红海小晓永长福兴宝金立庆洪光少振学家成克伟俊思雅佳雨子一宇泽"
SECONDS = "强军平华民英兰芳萍梅霞娟静敏燕玲勇涛超波辉斌峰磊鹏飞杰浩刚生林祥荣贵良清云龙虎宁安琪涵轩怡欣妍彤"

_COUNT = "WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < {last})"

_LISTS = "CREATE TEMP TABLE {name} AS SELECT key AS place, value AS text FROM json_each(?)"

# 100 communities of {houses} houses with 50 homes each.
_HOMES = f"""CREATE TEMP TABLE home AS {_COUNT}
SELECT n, (n - 1) / (50 * {{houses}}) + 1 AS community, (n - 1) / 50 + 1 AS building,
  (n - 1) / 50 % {{houses}} + 1 AS block,
  (n - 1) / 10 % 5 + 1 AS unit, (n - 1) / 2 % 5 + 1 AS floor, (n - 1) % 2 + 1 AS door FROM count"""

# Every tenth home has a tenant beside its holder.
_PEOPLE = f"""CREATE TEMP TABLE somebody AS {_COUNT.format(last="{people}")}
SELECT n AS id, s.text || f.text || CASE n % 7 WHEN 0 THEN '' ELSE g.text END AS name,
  printf('1%02d0000%04d', 30 + n % 67, n * 7 % 10000) AS phone,
  CASE n % 3 WHEN 0 THEN printf('1%02d0000%04d', 31 + n % 61, n * 11 % 10000) END AS phone2, salt(n) AS salt
FROM count
JOIN surname s ON s.place = n * 37 % {len(SURNAMES)}
JOIN first f ON f.place = n * 13 / 7 % {len(FIRSTS)}
JOIN second g ON g.place = n * 29 / 11 % {len(SECONDS)}"""

_COMMUNITY = f"""INSERT INTO community (id, name, short_name)
SELECT f.place * {len(BACKS)} + b.place + 1, f.text || b.text, f.text || b.text FROM front f, back b ORDER BY 1"""

_BUILDING = """INSERT INTO building (id, community_id, name, valves)
SELECT DISTINCT building, community, CAST(block AS TEXT), '总阀在1单元地沟' FROM home ORDER BY 1"""

_PERSON = """INSERT INTO person (id, name, phone, phone2, salt, name_digest, phone_digest, phone2_digest)
SELECT id, name, phone, phone2, salt, digest(salt, 'name', name), digest(salt, 'phone', phone),
  digest(salt, 'phone2', phone2) FROM somebody ORDER BY id"""

_PREMISES = """INSERT INTO premises
  (id, number, building_id, unit, room, floor, address, low_income, area_c, heating, position, state, connected_on)
SELECT n, printf('%07d', 700000 + n), building, CAST(unit AS TEXT), CAST(floor * 100 + door AS TEXT), floor,
  c.name || block || '号楼' || unit || '单元' || (floor * 100 + door) || '室', n % 40 = 0, 4500 + n * 7919 % 9000,
  CASE n % 3 WHEN 0 THEN '地暖' ELSE '散热器' END,
  CASE floor WHEN 1 THEN '底层' WHEN 5 THEN '顶层' ELSE '中间层' END,
  CASE n % 20 WHEN 0 THEN '停热' WHEN 7 THEN '未入网' ELSE '供热' END, printf('%d-10-15', 2005 + n % 18)
FROM home JOIN community c ON c.id = home.community ORDER BY n"""

_CONTACT = """INSERT INTO contact (premises_id, person_id, relation, from_day)
SELECT id, id, '户主', NULL FROM somebody WHERE id <= {last}
UNION ALL SELECT (id - {last}) * 10, id, '租户', '2026-10-01' FROM somebody WHERE id > {last}"""

_ACCOUNT = f"""INSERT INTO season_account (premises_id, season, heated_area_c, charged_area_c, state, paid)
SELECT id, '{SEASON}', area_c, area_c, state, CASE id % 9 WHEN 0 THEN '欠费' ELSE '已缴' END FROM premises"""

_DOUBT = """INSERT INTO doubt (premises_id, field, reason, found_at)
SELECT id, 'area', '没有面积', {at} FROM premises WHERE id % 25 = 0"""

_BATCH = f"""INSERT INTO import_batch (id, file_name, file_hash, season, started_at, finished_at, lines)
VALUES (1, 'ledger.xlsx', printf('%064x', 1), '{SEASON}', {{at}}, {{at}}, {{last}})"""

_LINE = """INSERT INTO import_line (batch_id, sheet, line_no, line_hash, outcome, premises_id)
SELECT 1, '用户台账', n + 3, printf('%032x', n * 2654435761), 'created', n FROM home"""


def build_town(desk: Desk, premises: int = PREMISES) -> None:
    """Communities, buildings, people, premises, contacts, season accounts and the import they came by.

    `premises` is a multiple of 5,000: that many homes in 100 communities.
    """
    store = desk.store
    add_functions(store)
    lists = {"front": FRONTS, "back": BACKS, "surname": SURNAMES, "first": FIRSTS, "second": SECONDS}
    for name, texts in lists.items():
        store.run(_LISTS.format(name=name), (json.dumps(list(texts)),))
        store.run(f"CREATE INDEX temp.{name}_place ON {name} (place)")
    sizes = {"last": premises, "people": premises + premises // 10, "houses": premises // 5_000}
    store.run(_HOMES.format(**sizes))
    store.run(_PEOPLE.format(**sizes))
    at = int(desk.now().timestamp()) * 1000
    for text in (_COMMUNITY, _BUILDING, _PERSON, _PREMISES, _CONTACT, _ACCOUNT, _DOUBT, _BATCH, _LINE):
        with writing(desk, "ledger.import", uuid4()):
            store.run(text.format(at=at, **sizes))
    for name in (*lists, "home", "somebody"):
        store.run(f"DROP TABLE temp.{name}")


def add_functions(store: Store) -> None:
    """Teach this connection `salt(n)` and `digest(salt, column, value)`."""
    connection = store.db.connection()
    connection.create_function("salt", 1, lambda n: hashlib.sha256(b"%d" % n).digest()[:16], deterministic=True)
    connection.create_function("digest", 3, _digest, deterministic=True)


def _digest(salt: bytes, column: str, value: str | None) -> str | None:
    return None if value is None else digest(salt, column, value)
