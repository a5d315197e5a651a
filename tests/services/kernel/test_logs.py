"""The log helps to find a fault and names nobody."""

import logging

from app.services.kernel.errors import NotFound
from app.services.kernel.logs import Logs


def test_names_long_digits_and_sentences_for_the_clerk_stay_out_of_the_log(tmp_path):
    logs = Logs(tmp_path)
    try:
        try:
            raise NotFound("找不到王伟的工单。")
        except NotFound:
            logging.getLogger("test").exception("act failed for %s at %s, phone %s", "王伟", 42, "13800001234")
    finally:
        logs.close()

    text = logs.path.read_text(encoding="utf-8")
    assert "act failed for … at 42, phone …" in text
    assert "NotFound" in text
    assert "test_logs.py" in text
    assert "王伟" not in text
    assert "工单" not in text
