"""Room 3: words that introduce speech, their subjects, the marks or clauses that they report, and relays; each find is a fragment.

Does not belong here: choosing where no cue tells (settling/).
"""
