from pipeline.tables import frame


def find_sources(a, s, t, m, q):
    return frame("sources", [])
