"""Training the reader: from questions with known answers to the model file that Beleg ships.

In order: ``prepare`` writes files from what others publish, ``questions`` reads them,
``negatives`` looks for passages that only seem to answer,
``code_switching`` mixes languages, ``examples`` cuts and labels, ``network`` is what is trained,
``train`` trains it with checkpoints, ``export`` writes the 8-bit model. Needs the ``dev`` extra.
"""
