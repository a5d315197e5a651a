"""片区楼栋: communities, their buildings with valves and photos, and the districts that repairers look after."""
