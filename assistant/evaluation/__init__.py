"""Evaluation: how good Beleg is on questions with known answers, by its own code path.

``questions`` reads them, ``corpora`` lays a library out for them, ``retrieval``, ``abstention`` and
``answers`` measure, ``statistics`` says how sure the figures are, ``evaluate`` runs it all.
"""
