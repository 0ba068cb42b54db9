"""Training the adapter of the embedded chat model: which source answers, and whether one does.

Nothing here is needed to answer questions.
"""
