"""Room 2: noun phrases that can speak, the person or body that each stands for, or the reason why there is none.

Does not belong here: which phrase is the subject of a cue (cues/); of the rooms only marks/ is known here.
"""
