"""维修服务卡: the card every household has, who was given which, and who needs another (regulation 9.9)."""
