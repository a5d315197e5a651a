"""回单录入: the signed sheet is back."""
