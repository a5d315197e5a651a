"""Turns both drivers' codes into sentences for the clerk; whatever is not the environment stays a bug."""

from app.services.kernel.errors import AppError, Busy, Damaged, Full, Gone, ReadOnly, Refused

_SQLITE: dict[int, AppError] = {
    5: Busy("数据库正被另一个程序占用，稍后会自动再试。"),
    6: Busy("数据库正被另一个程序占用，稍后会自动再试。"),
    8: ReadOnly("数据库文件只读，没有保存任何内容。请检查数据文件夹的写入权限。"),
    10: Gone("磁盘读写失败，没有保存任何内容。请检查磁盘或网络盘是否还在。"),
    11: Damaged("数据库文件已损坏，没有保存任何内容。请停止录入，用最近的备份恢复。"),
    13: Full("磁盘已满，没有保存任何内容。请清理磁盘后再按一次保存，已录入的内容还在。"),
    14: Gone("数据库文件打不开。请检查数据文件夹是否还在、是否有权限。"),
    26: Damaged("这个文件不是数据库，没有写入任何内容。"),
}
_SQLITE_CONSTRAINT = 19
# The driver's online backup reports its failures by text alone.
_SQLITE_TEXTS = {
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
}

_POSTGRES_PREFIX: dict[str, AppError] = {
    "08": Gone("与数据库服务器的连接断了，没有保存任何内容。"),
    "57P": Gone("数据库服务器正在停止或重启，没有保存任何内容。"),
    "53": Full("数据库服务器的磁盘或资源已用尽，没有保存任何内容。请通知管理服务器的人。"),
    "55P03": Busy("数据库正忙，稍后会自动再试。"),
    "57014": Busy("数据库没有在限定时间内答复，没有保存任何内容。"),
    "40": Busy("数据库正忙，稍后会自动再试。"),
    "25006": ReadOnly("数据库服务器现在只读，没有保存任何内容。"),
    "XX": Damaged("数据库服务器报告数据损坏，没有保存任何内容。请通知管理服务器的人。"),
}


def translate(error: Exception) -> AppError | None:
    """The sentence for a driver's error (peewee's wrapper or the driver's own), or None when it is a bug of ours."""
    for candidate in (error, error.__cause__, error.__context__):
        if candidate is None:
            continue
        code = getattr(candidate, "sqlite_errorcode", None)
        if code is not None:
            return _from_sqlite(code & 0xFF, str(candidate))
        if type(candidate).__module__.startswith("sqlcipher3") and str(candidate) in _SQLITE_TEXTS:
            return _from_sqlite(_SQLITE_TEXTS[str(candidate)], "")
        if type(candidate).__module__.split(".")[0] == "psycopg":
            return _from_postgres(candidate)
    return None


def _from_sqlite(code: int, text: str) -> AppError | None:
    if code == _SQLITE_CONSTRAINT:
        return _refused(text.partition(": ")[2] or text)
    found = _SQLITE.get(code)
    return None if found is None else type(found)(found.message)


def _from_postgres(error: BaseException) -> AppError | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        # libpq reports a lost or refused connection without a code.
        return Gone(_POSTGRES_PREFIX["08"].message) if type(error).__name__ == "OperationalError" else None
    if state.startswith("23"):
        diagnosis = getattr(error, "diag", None)
        return _refused(getattr(diagnosis, "constraint_name", None) or str(error).splitlines()[0])
    if state == "P0001":
        return _refused(str(error).splitlines()[0])
    for length in (5, 3, 2):
        found = _POSTGRES_PREFIX.get(state[:length])
        if found is not None:
            return type(found)(found.message)
    return None


def _refused(constraint: str) -> Refused:
    return Refused(f"数据库不接受这条记录（{constraint}），没有保存任何内容。", constraint=constraint)
