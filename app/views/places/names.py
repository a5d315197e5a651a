"""How a building is said."""


def building_name(name: str) -> str:
    """`3号楼` for 3, `A座` for A; other names as they are, and a place without buildings by a word."""
    if not name:
        return "（不分楼）"
    if name[-1].isdigit():
        return f"{name}号楼"
    return f"{name}座" if name.isascii() and name.isalnum() else name


def valves_title(name: str) -> str:
    """`3号楼阀门`; where houses stand alone only 阀门位置."""
    return f"{building_name(name)}阀门" if name else "阀门位置"
