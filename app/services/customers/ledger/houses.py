"""Premises without a room number: a firm that has a building to itself, a village office, a works."""

import re

from app.services.customers.ledger.addresses import building_part, community_name, tidy
from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.lines import Place

WHOLE_BUILDING = "整栋"
WHOLE_YARD = "整院"
FIRM = re.compile(
    r"(?:公司|集团|学校|小学|中学|大学|幼儿园|托儿所|医院|卫生[院室所站]|门诊部?|银行|信用社|合作社|超市|商店|商场|饭店|宾馆|酒店"
    r"|药店|药房|浴池|食堂|[村居]委会|委员会|[村居]民委员会|党支部|办事处|派出所|敬老院|养老院|福利院|活动室|大队部?|村部|中心"
    r"|机关|政府|法院|检察院|厂|局|处|所|站|院|店|馆|厅|部|库|队|社|堂|寺|教堂)(?:[(（].*[)）])?$"
)
OFFICE = re.compile(
    r"(?P<community>.*?[村庄屯营镇乡])-?(?P<room>(?:[村居]委会|[村居]民委员会|大队部?|村部|党支部|卫生[院室所站]|小学|中学|学校"
    r"|幼儿园|敬老院|活动室|文化站|超市|商店).*)"
)


def is_firm(holder: str) -> bool:
    """Whether a holder is an institution and no person."""
    return len(holder) >= 3 and bool(FIRM.search(holder))


def house_room(holder: str, building: str) -> str:
    """What stands for the room of a firm's house; '' when the holder is a person, whose room is just missing."""
    if not is_firm(holder):
        return ""
    return WHOLE_BUILDING if building else tidy(plain(holder))


def house_address(text: str, holder: str) -> Place | None:
    """The premises an address without any room names, as far as it names one: `东马圈村村委会`, `和平里小区12号楼`."""
    if not holder:
        return None
    value = tidy(plain(text))
    if match := OFFICE.fullmatch(value):
        return Place(community_name(match["community"]), "", "", match["room"])
    if is_firm(value):
        return Place(community_name(value), "", "", WHOLE_YARD)
    house = building_part(text)
    if house.community and house.building and not house.unit and is_firm(holder):
        return Place(house.community, house.building, "", WHOLE_BUILDING)
    return None
