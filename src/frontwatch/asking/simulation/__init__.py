"""The front as cells that change hands week by week: fitted on the past, run many times into the future."""
