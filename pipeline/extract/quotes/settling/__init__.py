"""Room 4: speech or term, who speaks where no cue says it, what joins the fragments of one utterance, which outlet passed it on.

Nothing of a quote is found here; it is chosen among what the rooms before found.
"""
