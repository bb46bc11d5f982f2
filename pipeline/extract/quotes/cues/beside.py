"""Finds what a preposition that names a source reports: the clause beside «selon X», before it, after it, around it."""

from pipeline.extract.quotes.cues.contents import LEAST, REACH, TRIM, Content, has_verb, is_break, trim
from pipeline.extract.quotes.cues.cue import VERBAL, Cue
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import ENDS, Frame
from pipeline.extract.quotes.speakers.phrases import is_name, is_relative
from pipeline.extract.reading import Reading

AMID = 2  # items; «Enfin, pour X, …» still opens its sentence
FIGURE = frozenset({"NUM", "NOUN", "ADP", "ADV", "DET", "ADJ", "SYM", "PROPN", "X"})  # words of a bare figure


def weighs(reading: Reading, frame: Frame, cue: Cue) -> bool:
    """Tell whether «pour X» amid a clause only weighs it: «une chose qui, pour certains, compte»."""
    if cue.shape != "preposition" or cue.sure or cue.lo <= AMID:
        return False
    before = frame.items[cue.lo - 1]
    return before < 0 or reading.upos[before] != "CCONJ"


def _position(items: list[int], token: int, low: int) -> int:
    """Return the position of a token in the items, at or after low."""
    for pos in range(low, len(items)):
        if items[pos] == token:
            return pos
    return low


def _phrase_end(frame: Frame, cue: Cue) -> int:
    """Return the last position of the speaker that follows a cue."""
    phrase = cue.subject
    if phrase is None or phrase.last < frame.items[cue.hi]:
        return cue.hi
    return _position(frame.items, phrase.last, cue.hi)


def _opens_clause(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a clause may begin at a position: behind a break, a hyphen set as a dash, a conjunction, an adverb."""
    before = items[pos - 1]
    if is_break(reading, items, pos - 1):
        return True
    return before >= 0 and (reading.form[before] == "-" or reading.upos[before] in {"CCONJ", "SCONJ", "ADV"})


def beside_preposition(
    reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], cue: Cue
) -> list[Content]:
    """Return the clause that a «selon X» reports: around it, after it, else before it."""
    items = frame.items
    low, high = _bracket(reading, items, cue.lo)
    if cue.lo > low and items[cue.lo - 1] >= 0 and reading.form[items[cue.lo - 1]] == ":":
        low = cue.lo  # «La journée fut agitée : selon X, A»
    elif low and low == cue.lo:
        return _before_bracket(reading, items, cue)
    learnt = learnt_by(reading, lex, frame, cues, cue)
    if learnt is not None and learnt.lo > low:
        return [Content(*trim(reading, items, low, learnt.lo - 1), cue, "preposition")]
    narrow = _figure(reading, items, low, cue) or _aside(reading, frame, low, cue)
    if narrow:
        return [Content(*narrow, cue, "preposition")]
    before = items[low : cue.lo]
    broken = bool(before) and _is_broken(reading, items, cue.lo)
    behind = _phrase_end(frame, cue) + 1
    after = behind if broken else _after_speaker(reading, lex, items, cue, behind)
    opens = cue.lo == low or _opens_clause(reading, items, cue.lo)
    rest = sum(1 for i in items[after : high + 1] if i >= 0 and reading.form[i] not in TRIM)
    subject = any(i >= 0 and reading.upos[i] in {"DET", "PROPN", "PRON", "NUM"} for i in before)
    after_verb = after <= high and _has_finite(reading, items[after : high + 1])
    verb_before = (
        has_verb(reading, before) and not broken and (_has_finite(reading, before) or not after_verb)
    )
    follows = is_break(reading, items, after) if after <= high else False
    split = (
        subject
        and not verb_before
        and (broken or follows or (after <= high and has_verb(reading, items[after : after + 1])))
    )
    begins = cue.lo > low and items[cue.lo - 1] >= 0 and reading.upos[items[cue.lo - 1]] in {"CCONJ", "SCONJ"}
    if rest >= LEAST and split and not begins:
        halves = [trim(reading, items, low, cue.lo - 1), trim(reading, items, after, high)]
    elif rest >= LEAST and opens and (begins or not verb_before):
        halves = [trim(reading, items, after, high)]
    else:
        halves = [trim(reading, items, low, cue.lo - 1)]
    halves = [_within(reading, items, _last_clause(reading, lex, items, half, cue), cue) for half in halves]
    least = 1 if low == 0 else LEAST
    halves = [(lo, hi) for lo, hi in halves if hi - lo + 1 >= least]
    return [
        Content(lo, hi, cue, "preposition")
        for lo, hi in halves
        if _says_something(reading, items[lo : hi + 1])
    ]


def _before_bracket(reading: Reading, items: list[int], cue: Cue) -> list[Content]:
    """Return what a source alone in brackets stands behind: a figure with what it counts, else its clause."""
    first = last = cue.lo - 2
    while (
        first > 0
        and items[first - 1] >= 0
        and not is_break(reading, items, first - 1)
        and reading.upos[items[first - 1]] in FIGURE
    ):
        first -= 1
    figure = next(
        (at for at in range(first, last + 1) if items[at] >= 0 and reading.form[items[at]][0].isdigit()), None
    )
    lo, hi = trim(reading, items, 0 if figure is None else first, last)
    least = LEAST if figure is None else 1
    return (
        [Content(lo, hi, cue, "preposition")] if hi - lo + 1 >= least and min(items[lo : hi + 1]) >= 0 else []
    )


def _is_broken(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a clause breaks off at its verb before a position: «le mouvement est, selon lui, …», «serait selon lui …»."""
    last = items[pos - 1 - (pos > 1 and is_break(reading, items, pos - 1))]
    finite = last >= 0 and "VerbForm=Fin" in reading.feats[last]
    return last >= 0 and reading.upos[last] in VERBAL and (finite or reading.upos[last] == "AUX")


def _says_something(reading: Reading, items: list[int]) -> bool:
    """Tell whether words hold more than a conjunction or an adverb: «Car, pour X, ce mot est « A »»."""
    return any(i < 0 or reading.upos[i] not in {"CCONJ", "ADV"} for i in items)


def _has_finite(reading: Reading, items: list[int]) -> bool:
    """Tell whether a finite verb is among the items."""
    return any(i < 0 or "VerbForm=Fin" in reading.feats[i] for i in items)


def learnt_by(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], cue: Cue) -> Cue | None:
    """Return the verb of learning that a source hangs on: «A, a-t-on appris de source policière»."""
    if cue.shape != "preposition":
        return None
    before = [c for c in cues if c.hi < cue.lo and c.inverted and c.lemma in lex.learning]
    if not before or any(is_break(reading, frame.items, pos) for pos in range(before[-1].hi, cue.lo)):
        return None
    return before[-1]


def _segment(reading: Reading, items: list[int], low: int, cue: Cue) -> int:
    """Return where the stretch right before a cue begins: after the last break or colon, at low without one."""
    at = cue.lo - 1 - is_break(reading, items, cue.lo - 1) if cue.lo > low else low
    while (
        at > low
        and items[at - 1] >= 0
        and not is_break(reading, items, at - 1)
        and reading.form[items[at - 1]] != ":"
    ):
        at -= 1
    return at


def _figure(reading: Reading, items: list[int], low: int, cue: Cue) -> tuple[int, int] | None:
    """Return a bare figure before a cue: «…, à 4 500 selon la préfecture», «: 1 900 environ, selon le rapport»."""
    first = _segment(reading, items, low, cue)
    lo, hi = trim(reading, items, first, cue.lo - 1)
    bracket = low > 0 and first == low
    while (
        lo < hi
        and items[lo] >= 0
        and (reading.upos[items[lo]] in {"ADP", "CCONJ", "ADV"} or is_relative(reading, items[lo]))
    ):
        lo += 1
    words = items[lo : hi + 1]
    bare = bool(words) and words[0] >= 0 and reading.form[words[0]][0].isdigit()
    plain = bare and all(
        i >= 0 and (reading.upos[i] in FIGURE or reading.form[i][0].isdigit()) for i in words
    )
    listed = first > 0 and items[first - 1] >= 0 and reading.form[items[first - 1]] == ":"
    return (lo, hi) if plain and (listed or bracket or (first > low and hi == cue.lo - 1)) else None


def _aside(reading: Reading, frame: Frame, low: int, cue: Cue) -> tuple[int, int] | None:
    """Return a verbless aside that ends with its source: «X, proche du parti selon Y, est parti»."""
    items = frame.items
    if cue.lo <= low or items[cue.lo - 1] < 0 or is_break(reading, items, cue.lo - 1):
        return None
    first, after = _segment(reading, items, low, cue), _phrase_end(frame, cue) + 1
    if first == low or after >= len(items) or not is_break(reading, items, after):
        return None
    words = items[first : cue.lo]
    verbless = all(i >= 0 and reading.upos[i] not in VERBAL for i in words)
    return (first, cue.lo - 1) if verbless and len(words) >= LEAST else None


def _bracket(reading: Reading, items: list[int], pos: int) -> tuple[int, int]:
    """Return the positions between the brackets around a position, else the whole frame's."""
    low, high = 0, len(items) - 1
    for back in range(pos - 1, max(-1, pos - REACH), -1):
        if items[back] >= 0 and reading.form[items[back]] in {"(", ")"}:
            if reading.form[items[back]] == "(":
                low = back + 1
                ends = [p for p in range(pos, len(items)) if items[p] >= 0 and reading.form[items[p]] == ")"]
                high = ends[0] - 1 if ends else high
            break
    return low, high


def _after_speaker(reading: Reading, lex: Lexicon, items: list[int], cue: Cue, after: int) -> int:
    """Return the position where the clause after a speaker begins: at a comma, a verb, a mark; a relative clause is the speaker's."""
    comma = after < len(items) and items[after] >= 0 and reading.form[items[after]] == ","
    relative = items[after + comma] if after + comma < len(items) else -1
    told = relative >= 0 and (
        is_relative(reading, relative) or (not comma and reading.lower[relative] in lex.relatives)
    )
    if told:
        stops = [
            p
            for p in range(after + comma, min(after + REACH, len(items)))
            if items[p] < 0 or is_break(reading, items, p)
        ]
        if stops and items[stops[0]] >= 0:
            return after_apposed(reading, lex, items, stops[0])
    while after < len(items) and not is_break(reading, items, after) and after - cue.hi < REACH * 2:
        item = items[after]
        if item < 0 or reading.form[item] in ENDS or has_verb(reading, [item]):
            break
        after += 1
    return after_apposed(reading, lex, items, after)


def after_apposed(reading: Reading, lex: Lexicon, items: list[int], after: int) -> int:
    """Return the position behind what is apposed to a speaker between commas: «selon la maire, X, A», «selon X, maire de Y, A»."""
    at = first = after + 1
    if at >= len(items) or items[after] < 0 or reading.form[items[after]] != ",":
        return after
    while at < len(items) and items[at] >= 0 and is_name(reading, items[at], ("PER",)):
        at += 1
    if at == first and items[at] >= 0 and reading.lower[items[at]] in lex.people:
        while at < len(items) and items[at] >= 0 and at - first < REACH and _is_nominal(reading, items[at]):
            at += 1
    closed = at < len(items) and items[at] >= 0 and reading.form[items[at]] == ","
    return at if closed and at > first else after


def _is_nominal(reading: Reading, token: int) -> bool:
    """Tell whether a word can stand in a noun phrase: no verb, no comma."""
    return reading.form[token] != "," and reading.upos[token] not in VERBAL


def _last_clause(
    reading: Reading, lex: Lexicon, items: list[int], half: tuple[int, int], cue: Cue
) -> tuple[int, int]:
    """Return the part of a clause before «selon X» that follows its last contrast: «A, mais B, selon X» reports B."""
    lo, hi = half
    if hi >= cue.lo:
        return half
    lo = _past_colon(reading, items, _past_contrast(reading, lex, items, half), hi)
    for pos in range(hi - LEAST, lo, -1):
        if (
            items[pos] >= 0
            and reading.lower[items[pos]] in lex.contrasts
            and is_break(reading, items, pos - 1)
        ):
            that = items[pos + 1] >= 0 and reading.lower[items[pos + 1]] in lex.complementizers
            return trim(reading, items, pos + 1 + that, hi)
    return lo, hi


def _past_colon(reading: Reading, items: list[int], lo: int, hi: int) -> int:
    """Return where a clause behind the last colon of a span begins: «Le doute est là : A, selon X»; where the span begins without one."""
    colons = [at for at in range(lo, hi - LEAST) if items[at] >= 0 and reading.form[items[at]] == ":"]
    return colons[-1] + 1 if colons and _has_finite(reading, items[colons[-1] + 1 : hi + 1]) else lo


def _past_contrast(reading: Reading, lex: Lexicon, items: list[int], half: tuple[int, int]) -> int:
    """Return where the main clause begins behind one that «alors que» opens; where the span begins without one."""
    lo, hi = half
    opened = lo < hi and min(items[lo : lo + 2]) >= 0 and reading.lower[items[lo]] in lex.contrasts
    if not opened or reading.lower[items[lo + 1]] not in lex.complementizers:
        return lo
    breaks = [at for at in range(lo, hi - LEAST) if is_break(reading, items, at)]
    mains = [
        at + 1
        for at in breaks
        if has_verb(reading, items[at + 1 : hi + 1]) and has_verb(reading, items[lo:at])
    ]
    return mains[-1] if mains else lo


def _within(reading: Reading, items: list[int], half: tuple[int, int], cue: Cue) -> tuple[int, int]:
    """Return the part of a span up to the semicolon nearest to the cue."""
    lo, hi = half
    for pos in range(lo, hi):
        if items[pos] >= 0 and reading.form[items[pos]] == ";":
            return (lo, pos - 1) if lo > cue.lo else (pos + 1, hi)
    return lo, hi
