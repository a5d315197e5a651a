"""What crosses the border of 信息变更登记: what somebody told us, and what stands in the register."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.services.customers.contacts.contacts import ContactDraft

TOLD_BY = ("本人", "家属", "租户", "物业", "邻居", "收费", "其他")
CHANNELS = ("来电", "来访", "上门", "物业", "台账核对", "其他")
USES = ("居民", "商业", "办公", "学校", "医院", "工业", "其他")


class Told(StrEnum):
    """What may be told to have changed; the names are those of the draft's fields and of doubts."""

    PHONE = "phone"
    PHONE2 = "phone2"
    HOLDER = "holder"
    CONTACT = "contact"
    AREA = "area"
    USE = "use"
    REMARK = "remark"
    NUMBER = "number"
    STATE = "state"
    CONNECTED_ON = "connected_on"


WORDS = {
    Told.PHONE: "电话",
    Told.PHONE2: "另一电话",
    Told.HOLDER: "户名",
    Told.CONTACT: "联系人",
    Told.AREA: "面积",
    Told.USE: "用热性质",
    Told.REMARK: "备注",
    Told.NUMBER: "用户编号",
    Told.STATE: "供热状态",
    Told.CONNECTED_ON: "入网日期",
}


@dataclass(frozen=True, slots=True)
class InformationNow:
    """What the dialog shows before something is changed; phones whole, the view masks them.

    Numbers in the remark are masked; `remark_masked` says that there are some, whole only from `disclosure.reveal`.

    `person_id` is the 户主, `contact_id` as what he is here, None without one; `other_premises` counts the others he
    holds or is a contact of.
    """

    premises_id: int
    address: str
    person_id: int | None
    contact_id: int | None
    holder: str
    phone: str
    phone2: str
    area_c: int | None
    use: str
    remark: str
    remark_masked: bool
    other_premises: int


@dataclass(frozen=True, slots=True)
class InformationDraft:
    """One call or visit. None: nothing was said about it; '' empties what may be empty (second phone, remark).

    `holder` is the new 户名: somebody else holds the premises from the day of `told_at` on, unless `same_person` says
    that only the spelling was wrong. `everywhere` changes a telephone at the person's other premises too. `area` as
    said, in ㎡. `seen` is what stood there when it was typed: nobody writes over what came between unseen.
    """

    told_by: str = "本人"
    channel: str = "来电"
    basis: str = ""
    told_at: datetime | None = None
    matter_id: int | None = None
    phone: str | None = None
    phone2: str | None = None
    holder: str | None = None
    same_person: bool = False
    everywhere: bool = False
    contact: ContactDraft | None = None
    area: str | None = None
    use: str | None = None
    remark: str | None = None
    number: str | None = None
    state: str | None = None
    connected_on: str | None = None
    seen: InformationNow | None = None


@dataclass(frozen=True, slots=True)
class InformationSaved:
    """How many fields changed, at how many premises, and how many 待核 that settled."""

    premises_id: int
    changes: int
    premises: int
    settled: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the register, newest first. People are named as they stand now; phones are masked."""

    id: int
    premises_id: int
    address: str
    word: str
    before: str
    after: str
    told_by: str
    channel: str
    basis: str
    told_at: datetime
    entered_at: datetime
    matter_number: str
