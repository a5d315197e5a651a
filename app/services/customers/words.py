"""The words of the files that more than one room knows; the tables allow no others (app/models/premises.py)."""

HOLDER = "户主"
RELATIONS = (HOLDER, "家属", "租户", "物业", "邻居", "其他")

SUPPLIED = "供热"
RESUMING = "复热中"
STATES = ("未入网", SUPPLIED, "停热", "断热", RESUMING)
WARM_STATES = (SUPPLIED, RESUMING)
# Without heat, the commonest first.
GRAVE_STATES = ("停热", "断热", "未入网")

STOREYED = "楼房"
FORMS = (STOREYED, "平房", "商铺", "村庄")
