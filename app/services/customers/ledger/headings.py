"""Which words station clerks write above which column."""

import re
from enum import StrEnum
from functools import lru_cache

from app.services.customers.ledger.cells import plain


class Field(StrEnum):
    """What a column can hold. OTHER is known and left alone; SEQUENCE only numbers the lines."""

    COMMUNITY = "community"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    ADDRESS = "address"
    NUMBER = "number"
    HOLDER = "holder"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    USE = "use"
    AREA = "area"
    CHARGED_AREA = "charged_area"
    HEATING = "heating"
    STATE = "state"
    STOPPED = "stopped"
    POSITION = "position"
    PAID = "paid"
    ARREARS = "arrears"
    CONNECTED_ON = "connected_on"
    REMARK = "remark"
    LOW_INCOME = "low_income"
    SEQUENCE = "sequence"
    OTHER = "other"


# How the columns are named to the clerk, in the order in which they are offered.
FIELD_LABELS: dict[Field, str] = {
    Field.COMMUNITY: "小区",
    Field.BUILDING: "楼号",
    Field.UNIT: "单元",
    Field.ROOM: "室号",
    Field.ADDRESS: "地址（一列写全）",
    Field.NUMBER: "用户编号",
    Field.HOLDER: "户名",
    Field.PHONE: "电话",
    Field.ID_NUMBER: "身份证号（只核对，不保存）",
    Field.USE: "用热性质",
    Field.AREA: "建筑面积",
    Field.CHARGED_AREA: "收费面积",
    Field.HEATING: "采暖方式",
    Field.STATE: "供热状态",
    Field.STOPPED: "是否停供",
    Field.POSITION: "户型位置",
    Field.PAID: "缴费情况",
    Field.ARREARS: "是否欠费",
    Field.CONNECTED_ON: "入网日期",
    Field.REMARK: "备注",
    Field.LOW_INCOME: "是否低保",
    Field.SEQUENCE: "序号",
    Field.OTHER: "不导入",
}

WORDS: dict[Field, str] = {
    Field.COMMUNITY: (
        "小区 小区名称 小区名 所属小区 居住小区 社区 社区名称 住宅区 楼盘 楼盘名称 项目名称 院落 院落名称 家属院 "
        "村 村名 村庄 自然村 小区村庄 区域名称 园区 物业小区 住宅小区 所在小区 单位小区 庭院 community estate"
    ),
    Field.BUILDING: (
        "楼号 楼 楼栋 楼栋号 栋号 栋 幢 幢号 座 座号 楼座 楼座号 楼宇 楼宇号 号楼 楼房号 楼房 楼幢 楼幢号 "
        "楼栋名称 楼门栋 排 排号 栋座 楼牌号 building block"
    ),
    Field.UNIT: "单元 单元号 单元门 门洞 门洞号 门 门栋 梯号 楼门 楼门号 所在单元 unit entrance",
    Field.ROOM: (
        "号 室号 室 房号 房间号 房间 房间编号 门牌 门牌号 门牌号码 户室 户室号 房室号 房屋号 室 门号 房门号 单元室 "
        "单元室号 单元房号 门室 房屋编号 户 room flat apartment"
    ),
    Field.ADDRESS: (
        "地址 住址 详细地址 用热地址 供热地址 供暖地址 采暖地址 房屋地址 坐落 房屋坐落 房产坐落 房屋位置 安装地址 "
        "用户地址 家庭住址 家庭地址 用热地点 住户地址 楼单元室 楼栋单元室 楼号单元室号 楼号单元房号 房屋信息 "
        "所在位置 住房地址 具体地址 通讯地址 门牌地址 小区地址 楼房地址 楼室 楼号房号 楼房号单元室 用热单位地址 "
        "address"
    ),
    Field.NUMBER: (
        "用户编号 用户号 用户编码 用户代码 户编号 户号 卡号 用户卡号 供热卡号 客户编号 客户号 供热编号 热用户编号 "
        "用热编号 缴费号 缴费编号 缴费户号 热力编号 用热户号 热费编号 编号 编码 合同号 合同编号 供热户号 收费编号 "
        "热卡号 台账编号 档案号 用暖编号 表号户号"
    ),
    Field.HOLDER: (
        "户名 姓名 业主 业主姓名 业主名称 户主 户主姓名 户主名称 用户姓名 用户名称 用户名 用户 客户名称 客户姓名 "
        "房主 房主姓名 产权人 产权人姓名 使用人 住户 住户姓名 住户名称 名字 名称 单位名称 用热人 用热户 "
        "房屋所有人 所有权人 缴费人 用热单位 户主名 业主名 热用户 热用户名称 联系人 联系人姓名 承租人 交费人 "
        "权利人 姓名单位名称 用户名称姓名 owner holder name customer"
    ),
    Field.PHONE: (
        "电话 联系电话 手机 手机号 手机号码 联系方式 电话号码 移动电话 固定电话 座机 联系号码 备用电话 备用号码 "
        "联系手机 住宅电话 业主电话 用户电话 户主电话 联络电话 联系 通讯方式 家庭电话 固话 电话手机 第二电话 "
        "其他电话 常用电话 本人电话 家属电话 tel phone mobile telephone"
    ),
    Field.ID_NUMBER: (
        "身份证号 身份证 身份证号码 证件号码 证件号 证件 有效证件号 公民身份号码 身份证件号码 身份证明 业主身份证号"
    ),
    Field.USE: (
        "用热性质 性质 用户性质 房屋性质 用途 房屋用途 用户类别 用户类型 类别 类型 用热类别 用热类型 供热性质 "
        "供热类别 收费类别 房屋类型 户类型 用房性质 采暖性质 收费性质 使用性质 用热用途 建筑类型 客户类型 "
        "客户类别"
    ),
    Field.AREA: (
        "建筑面积 面积 房屋面积 建面 产权面积 房本面积 建筑面积平米 住宅面积 房产证面积 总面积 使用面积 户面积 area"
    ),
    Field.CHARGED_AREA: (
        "收费面积 计费面积 缴费面积 结算面积 供热面积 采暖面积 用热面积 供暖面积 交费面积 实收面积 计热面积 "
        "入网面积 应收面积 核定面积 实供面积"
    ),
    Field.HEATING: (
        "采暖方式 供热方式 供暖方式 散热方式 采暖形式 供热形式 末端形式 散热设备 采暖类型 取暖方式 散热器类型 "
        "采暖设施 供暖形式 末端"
    ),
    Field.STATE: (
        "供热状态 状态 开停 供停 用热状态 用户状态 供暖状态 采暖状态 是否供热 是否用热 是否供暖 "
        "供热情况 用热情况 供暖情况 "
        "供停状态 供停情况 开停栓 入网状态 阀门状态 当前状态 本年状态 是否在供 开栓状态"
    ),
    Field.STOPPED: (
        "是否停供 是否停热 是否报停 是否停暖 停供 停热 报停 停暖 停供标志 报停情况 停热情况 是否停用 停供情况 "
        "报停标志 停热标志"
    ),
    Field.POSITION: "户型位置 位置 户位 楼层位置 房屋方位 户型 边中户 房间位置 所处位置 位置类型 户位置",
    Field.PAID: (
        "缴费情况 缴费状态 是否缴费 收费情况 收费状态 缴费 交费情况 交费状态 是否交费 是否缴清 缴费标志 交费 "
        "热费缴纳 是否交清 缴纳情况 缴费与否 本年缴费"
    ),
    Field.ARREARS: "是否欠费 欠费 欠费情况 欠费标志 是否拖欠",
    Field.CONNECTED_ON: (
        "入网日期 入网时间 开户日期 开户时间 并网日期 并网时间 接入日期 接入时间 入网年月 入网年度 入户时间 "
        "投用时间 开通日期 开通时间 入网年份 接管时间"
    ),
    Field.REMARK: "备注 说明 附注 其他 情况说明 备注说明 特殊情况 注",
    Field.LOW_INCOME: "低保 是否低保 低保户 是否低保户 是否享受低保",
    Field.SEQUENCE: "序号 序 行号 no 顺序号 项次",
    Field.OTHER: (
        "金额 热费 应缴 应收 实缴 实收 单价 费用 余额 滞纳金 收据 收据号 票号 发票 发票号 楼层 层 层数 层高 "
        "总层数 应缴金额 实缴金额 应收金额 实收金额 热费金额 日期 填表日期 缴费日期 缴费时间 经办人 收费员 抄表员 "
        "换热站 机组 支线 分区 供热区 高低区 阀门编号 表号 表底 用热量 折扣 优惠 减免 欠费金额 欠缴金额 结余 年度 "
        "采暖季 房产证号 不动产证号 户数 栋数 建筑年代 物业公司 开户行 维修工 片区 管理员 片长 层次 开户费 入网费 "
        "朝向 停热日期 停供日期 报停日期 所在楼层 户内组数 片数 街道 街道办 乡镇 居委会 区县 行政区 站名 供热站 "
        "热力站 供热单位 采集时间 更新时间 登记时间 登记日期 录入人 审核人 公司 公司名称 基本热费 计量热费 邮编 "
        "邮箱 微信 性别 年龄 人口 常住人口 民族 关系"
    ),
}
FIELD_OF = {word: field for field, words in WORDS.items() for word in words.split()}
# Looked for inside a longer heading, longest first; one-character words are too common for that.
INSIDE = sorted((word for word in FIELD_OF if len(word) >= 2), key=len, reverse=True)
BRACKETS = re.compile(r"[(\[{【<《].*?[)\]}】>》]")
SIGNS = re.compile(r"[\s\d:、,./*\-_+&|\\#※★()\[\]]+|m2|平方米|平米")
EXACT, CLOSE = 1.0, 0.75
# The person to talk to is only the holder where no other column names one.
SECOND_CHOICE = frozenset({"联系人", "联系人姓名", "承租人", "缴费人", "交费人", "使用人", "名称"})


@lru_cache(maxsize=2_000)
def field_of_heading(text: str) -> tuple[Field | None, float]:
    """The field a heading names and how surely: 1.0 the very word, 0.75 a word inside it, 0 unknown."""
    value = plain(text).lower()
    if not value or len(value) > 40:
        return None, 0.0
    for candidate in (SIGNS.sub("", BRACKETS.sub("", value)), SIGNS.sub("", value)):
        if candidate in FIELD_OF:
            return FIELD_OF[candidate], EXACT
    parts = {
        "楼": any(sign in value for sign in "楼栋幢座"),
        "单元": "单元" in value,
        "室": any(s in value for s in "室房户"),
    }
    if parts["单元"] and parts["室"]:
        return (Field.ADDRESS if parts["楼"] else Field.ROOM), CLOSE
    bare = SIGNS.sub("", BRACKETS.sub("", value))
    for word in INSIDE:
        if word in bare:
            return FIELD_OF[word], CLOSE
    return None, 0.0
