"""What pages of several kinds of matters share: the panel of one case, handing it on, why a limit is what it is."""
