"""The desk: a page of who said what, and a reader that marks each row in its article; served on 127.0.0.1 alone.

Plain pages made by the server, for five reasons that a notebook served as an app does not give: every row and mark has an
address of its own to send to a colleague; the way from a row to its words and back is a link, with or without a mouse;
a page may forbid every script but its own, so an article cannot run one; nothing is kept between two requests but what is told
by the state of the warehouse, so it may be swapped at any time; and Starlette, Jinja and uvicorn come with the Dagster web server
anyway. It reads; where it was started for a person, writing.py says what it takes a form from.
"""
