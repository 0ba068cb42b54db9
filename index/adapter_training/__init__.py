"""Training the adapter: needs torch and questions with known answers, at training time only."""
