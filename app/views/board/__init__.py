"""值班台: every open matter by what runs out next."""
