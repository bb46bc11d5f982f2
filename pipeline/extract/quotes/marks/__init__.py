"""Room 1 of a quote's path: quotation marks and what stands for them (turns, dashes), and the frames that they cut a text into.

Does not belong here: what words mean; nothing of the other rooms is known here.
"""
