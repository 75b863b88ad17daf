"""The log of questions: what was asked, who forecast what and when, what came, and how good the forecasts were."""
