"""From a question about the future to a probability: events, history, models, their past scores, and resolution."""
