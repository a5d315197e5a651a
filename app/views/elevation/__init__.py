"""楼栋立面图 on screen."""
