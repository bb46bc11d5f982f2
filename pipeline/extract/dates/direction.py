"""Tells whether the text around an expression looks back or ahead, from the verb it hangs on."""

from functools import cached_property
from typing import Any

import polars as pl

from pipeline.extract.dates.context import FUTURE, PAST
from pipeline.extract.dates.forms import VERBS, Forms

NOUNS = {"NOUN", "PROPN"}
PASSIVE = {"aux:pass", "auxpass"}
OBJECTS = {"obj", "dobj"}
POSSESSIVE = {"poss", "nmod:poss"}
PLANNED = 3  # tokens, a preposition and an article among them, between «prévu» and its day
COUNTED = 3  # tokens: how far the noun that a number counts stands after it
CLIMB = 12  # heads; a date hangs on its verb within a few


class Verbs(Forms):
    """The tokens of one article, asked for the direction at an offset; built once, read by few dates."""

    def counts(self, offset: int) -> bool:
        """Tell whether the number at an offset counts the noun soon after it: «2034 operations»."""
        row = self._row(offset)
        if row is None or self.columns["deprel"][row] != "nummod":
            return False
        head = self._head(row)
        return head is not None and row < head <= row + COUNTED and self.columns["upos"][head] in NOUNS

    def direction(self, offset: int) -> str | None:
        """Return past, future or None (the verb does not tell) for what stands at the offset."""
        row = self._row(offset)
        planned = row is not None and self._is_planned_before(row)
        return FUTURE if planned else self._told(row)[1]

    def _told(self, row: int | None) -> tuple[int | None, str | None]:
        """Return the verb that tells where what stands at the row lies, and where."""
        for _ in range(CLIMB):
            if row is None:
                break
            copulas = self._copulas(row)
            if self.columns["upos"][row] in VERBS or copulas:
                told = self._verb(row)
                if told or any(self._is_finite(r) for r in (row, *copulas, *self._modals(row))):
                    return row, told  # a finite verb speaks for its clause, whatever stands above it
            row = self._head(row)
        return None, None

    def is_loose(self, offset: int) -> bool:
        """Tell whether a participle alone tells, which has no time of its own: «les syndicats reçus mardi»."""
        row, _ = self._told(self._row(offset))
        return row is not None and self._is_participle(row) and not self._auxiliaries(self._children(row))

    def hangs_on_noun(self, offset: int, end: int) -> bool:
        """Tell whether what stands at offset..end hangs on a noun before any verb: «the election in May was set».

        Not so on the verb's object, to which models hang what belongs to the verb («sign the treaty in May»).
        """
        row, joined = self._row(offset), False
        if row is not None and self._is_behind_event(row):
            return True
        for _ in range(CLIMB):
            if row is None or self.columns["upos"][row] in VERBS or self._copulas(row):
                return False
            within = joined or offset <= self.columns["start_char"][row] < end
            relation = self.columns["deprel"][row]
            if not within and self._is_thing(row) and relation not in OBJECTS:
                return True
            row, joined = self._head(row), relation == "conj"
        return False

    def _is_behind_event(self, row: int) -> bool:
        """Tell whether the day or month at the row is that of a noun before it: «elections in May», «le vote local le 3 mai»."""
        before = row - 1
        while before > max(0, row - PLANNED) and self.columns["upos"][before] in {"ADP", "DET", "ADJ"}:
            before -= 1
        return 0 <= before < row - 1 and self._lemma(before) in self._set("events")

    def _is_thing(self, row: int) -> bool:
        """Tell whether a word is a noun, or a name that is none of a place or person («À Bordeaux le 2 avril»)."""
        named = (self.columns["ner"][row] or "").endswith(("LOC", "PER"))
        return self.columns["upos"][row] in NOUNS and not named

    def _is_planned_before(self, row: int) -> bool:
        """Tell whether a participle just before says that it is planned, whatever hangs on what: «prévus ce samedi»."""
        before = row - 1
        while before >= max(0, row - PLANNED) and self._is_link(before):
            before -= 1
        if before < 0 or self._lemma(before) not in self._set("planned") or not self._is_participle(before):
            return False
        if self._is_compared(before):
            return False
        children = self._children(before)
        return self._planned(self._auxiliaries(children), children) == FUTURE

    def _is_link(self, row: int) -> bool:
        """Tell whether a word only links a day to what stands before it, as those of «à partir de» do."""
        return self.columns["upos"][row] in {"ADP", "DET"} or self._lemma(row) in self.limit_words

    def _is_compared(self, row: int) -> bool:
        """Tell whether a participle only measures what happens: «faster than expected», «comme prévu»."""
        return row > 0 and self._lemma(row - 1) in self._set("comparisons")

    def _auxiliaries(self, children: list[int]) -> list[int]:
        """Return the auxiliaries and copulas among a verb's children."""
        return [
            c
            for c in children
            if (self.columns["deprel"][c] or "").startswith(("aux", "cop"))
            and self.columns["upos"][c] != "PART"
        ]

    def _copulas(self, row: int) -> list[int]:
        """Return the copulas of a predicate that is no verb: «elle sera en concert», «ce sera samedi»."""
        return [c for c in self._children(row) if self.columns["deprel"][c] == "cop"]

    def _modals(self, row: int) -> list[int]:
        """Return the auxiliaries of an infinitive, which make its clause finite: «could resume on Sunday»."""
        is_infinitive = self._feature(row, "VerbForm") == "Inf"
        return self._auxiliaries(self._children(row)) if is_infinitive else []

    def background(self, offset: int) -> bool:
        """Tell whether the verb at the offset is past of a past: «avait annoncé», «had announced»."""
        verb = self._verb_over(offset)
        return verb is not None and any(self._is_pluperfect(c) for c in self._children(verb))

    def shared(self, offset: int, other: int) -> bool:
        """Tell whether what stands at two offsets hangs on one verb."""
        return self._verb_over(offset) == self._verb_over(other)

    def moves(self, offset: int) -> bool:
        """Tell whether the verb or noun at the offset puts something on another day: «le vote a été reporté à lundi».

        Not so where a past is told in the past: «le vote était fixé à lundi», «avait été reporté».
        """
        row = self._row(offset)
        if row is not None and self.columns["deprel"][row] in POSSESSIVE:
            return False  # «delayed the reply to Sunday's offer»
        for _ in range(CLIMB):
            if row is None or self._lemma(row) in self._set("moving"):
                break
            row = None if self.columns["upos"][row] in VERBS else self._head(row)
        if row is None:
            return False
        children = self._children(row)
        needs = self._lemma(row) in self._set("moving_beside")
        if needs and not {self._lemma(child) for child in children} & self._set("particles"):
            return False  # «put questions to»
        was = any(self._feature(child, "Tense") == "Imp" for child in self._auxiliaries(children))
        return not was and not any(self._is_pluperfect(child) for child in children)

    def _verb_over(self, offset: int) -> int | None:
        """Return the verb that what stands at the offset hangs on."""
        row = self._row(offset)
        for _ in range(CLIMB):
            if row is None or self.columns["upos"][row] in VERBS:
                return row
            row = self._head(row)
        return None

    def _is_pluperfect(self, row: int) -> bool:
        relation = self.columns["deprel"][row] or ""
        past = self._feature(row, "Tense") in {"Imp", "Past"} and self._feature(row, "VerbForm") == "Fin"
        return (
            past and relation in {"aux:tense", "aux"} and self._lemma(row) in self._set("perfect_auxiliaries")
        )

    def _verb(self, row: int) -> str | None:
        children = self._children(row)
        auxiliaries = self._auxiliaries(children)
        infinitives = [a for a in auxiliaries if self._feature(a, "VerbForm") == "Inf"]
        form = "Part" if self._is_participle(row) else self._feature(row, "VerbForm")
        if any(self._makes_past(a, row) for a in (*infinitives, *self._perfect_futures(auxiliaries, row))):
            return PAST  # «il aura fallu», «avoir signé», «être partie»
        if (infinitives and len(auxiliaries) == len(infinitives)) or (form == "Inf" and not auxiliaries):
            return self._infinitive(row, children)
        if {self._lemma(c) for c in children} & self._set("past_marks") and form != "Fin":
            return PAST  # «after tearing a muscle on Sunday»
        if form == "Part" and not auxiliaries and self._lemma(row) in self._set("held"):
            return None  # «une marche organisée samedi»: the verb above tells
        if form == "Part" and self._lemma(row) in self._set("planned"):
            if self._is_compared(row):
                return None  # the verb above tells
            running = self._feature(row, "Aspect") == "Prog"  # «were planning a march this weekend»
            return FUTURE if running else self._planned(auxiliaries, children)
        if self._lemma(row) in self._set("planned_now") and self._is_passive_now(auxiliaries):
            return FUTURE
        return self._finite(row, auxiliaries, children)

    def _perfect_futures(self, auxiliaries: list[int], row: int) -> list[int]:
        """Return the auxiliaries of a future that is over: «il aura fallu», not «le pont sera fermé»."""
        with_be = self._lemma(row) in self._set("verbs_with_be")
        perfect = [
            a for a in auxiliaries if with_be or self._lemma(a) not in self._set("passive_auxiliaries")
        ]
        return [a for a in perfect if self._tense(a) == "Fut" and self.columns["deprel"][a] == "aux:tense"]

    def _makes_past(self, auxiliary: int, row: int) -> bool:
        """Tell whether an infinitive puts the verb at the row behind the main verb: not «être signé», not «être maire»."""
        relation = self.columns["deprel"][auxiliary]
        with_be = self._is_participle(row) and self._lemma(row) in self._set("verbs_with_be")
        return relation != "cop" and (relation not in PASSIVE or with_be)

    def _is_passive_now(self, auxiliaries: list[int]) -> bool:
        """Tell whether the auxiliaries are those of a passive in the present: «est organisé», not «a été organisé»."""
        passive = {self.columns["deprel"][a] for a in auxiliaries} & PASSIVE
        return bool(passive) and {self._feature(a, "Tense") for a in auxiliaries} == {"Pres"}

    def _finite(self, row: int, auxiliaries: list[int], children: list[int]) -> str | None:
        passive = {self.columns["deprel"][a] for a in auxiliaries} & PASSIVE and self._lemma(
            row
        ) not in self._set("verbs_with_be")
        # «est reçu lundi»: the participle tells no tense
        speaking = auxiliaries if passive else (row, *auxiliaries)
        tenses = {self._tense(r) for r in speaking} - {""}
        lemmas = {self._lemma(r) for r in (row, *auxiliaries)}
        wanted = any(self._feature(r, "Mood") == "Sub" for r in speaking) and self._is_wanted(row)
        if wanted or "Fut" in tenses or lemmas & self._set("future_auxiliaries"):
            return FUTURE
        if "Pres" in tenses and self._lemma(row) in self._set("near_future"):
            return FUTURE if any(self._is_infinitive(c) for c in children) else None
        simple = tenses in ({"Pres"}, {"Imp"})
        if simple and any(self._is_conditional(r) for r in speaking if self._is_finite(r)):
            return FUTURE
        if self._is_condition(children) and (tenses == {"Pres"} or self._is_before_future(row)):
            return FUTURE
        if tenses == {"Pres"} and self._is_finite(row):
            return FUTURE if self._lemma(row) in self._set("scheduled") else None
        if not auxiliaries and self.columns["deprel"][row] == "xcomp":
            return None  # «reste fermé»: the verb above tells
        if "Past" in tenses or "Imp" in tenses:
            return PAST
        return FUTURE if any(self._feature(r, "Mood") == "Cnd" for r in (row, *auxiliaries)) else None

    def _is_wanted(self, row: int) -> bool:
        """Tell whether a clause is what somebody asks for: «ils ont demandé que le vote soit reporté en mai»."""
        head = self._head(row)
        return head is not None and self._lemma(head) in self._set("before_infinitive")

    def _is_condition(self, children: list[int]) -> bool:
        """Tell whether a clause is a condition: «si tout est fini en mars»."""
        conditions = self._set("conditions")
        return any(self.columns["deprel"][c] == "mark" and self._lemma(c) in conditions for c in children)

    def _is_before_future(self, row: int) -> bool:
        """Tell whether the clause above is told in the future: «si tout est fini en mars, la rue rouvrira»."""
        head = self._head(row)
        return head is not None and self._tense(head) == "Fut"

    def announces(self, offset: int) -> bool:
        """Tell whether the verb at the offset says what is to come: «il a appelé à la grève à partir de lundi».

        Not so before the verb: «dès lundi, il appelait à la grève».
        """
        verb = self._verb_over(offset)
        return (
            verb is not None
            and self._lemma(verb) in self._set("announcing")
            and self.columns["start_char"][verb] < offset
        )

    def _is_infinitive(self, row: int) -> bool:
        """Tell whether the token is an infinitive, or a participle with one («être signé»)."""
        rows = (row, *self._children(row))
        return self.columns["deprel"][row] == "xcomp" and any(
            self._feature(r, "VerbForm") == "Inf" for r in rows
        )

    def _planned(self, auxiliaries: list[int], children: list[int]) -> str | None:
        """Return the direction of «prévu»: ahead, unless denied or told of the past («a prévu», «avait été prévu»)."""
        if any(
            self._lemma(c) in self._set("negations") or self.columns["deprel"][c] == "prt" for c in children
        ):
            return None  # «set up»
        if any((self.columns["deprel"][a] or "").startswith("aux:tense") for a in auxiliaries):
            return PAST
        tenses = {self._feature(a, "Tense") for a in auxiliaries}
        return None if tenses & {"Past", "Imp"} else FUTURE

    def _infinitive(self, row: int, children: list[int]) -> str | None:
        marks = {self._lemma(c) for c in children if (self.columns["deprel"][c] or "") in {"mark", "case"}}
        if marks & self._set("future_marks"):
            return FUTURE
        head = self._head(row)
        if head is None:
            return None
        if self._lemma(head) in self._set("near_future") and self._is_perfect(head):
            would = any(self._is_conditional(child) for child in self._auxiliaries(self._children(head)))
            return None if would else PAST  # «aurait dû fermer», «a dû fermer»
        return FUTURE if self._lemma(head) in self._set("before_infinitive") else None

    def _is_perfect(self, row: int) -> bool:
        relations = {self.columns["deprel"][c] for c in self._children(row)}
        with_be = self._lemma(row) in self._set("verbs_with_be") and self._is_participle(row)
        return "aux:tense" in relations or (with_be and bool(relations & PASSIVE))


class NoVerbs:
    """An article without tokens: nothing tells a direction."""

    def counts(self, _offset: int) -> bool:
        """Return False: unknown."""
        return False

    def direction(self, _offset: int) -> str | None:
        """Return None: unknown."""
        return None

    def hangs_on_noun(self, _offset: int, _end: int) -> bool:
        """Return False: unknown."""
        return False

    def background(self, _offset: int) -> bool:
        """Return False: unknown."""
        return False

    def announces(self, _offset: int) -> bool:
        """Return False: unknown."""
        return False

    def is_loose(self, _offset: int) -> bool:
        """Return False: unknown."""
        return False

    def moves(self, _offset: int) -> bool:
        """Return False: unknown."""
        return False

    def shared(self, _offset: int, _other: int) -> bool:
        """Return False: unknown."""
        return False


class _LateVerbs:
    """The verbs of an article, read from its tokens when the first date asks."""

    def __init__(self, tokens: pl.DataFrame, settings: dict[str, Any]) -> None:
        self.tokens, self.settings = tokens, settings

    @cached_property
    def _verbs(self) -> Verbs:
        return Verbs(self.tokens, self.settings)

    def direction(self, offset: int) -> str | None:
        """Return the direction at an offset."""
        return self._verbs.direction(offset)

    def hangs_on_noun(self, offset: int, end: int) -> bool:
        """Tell whether what stands there hangs on a noun before any verb."""
        return self._verbs.hangs_on_noun(offset, end)

    def background(self, offset: int) -> bool:
        """Tell whether the offset's verb is past of a past."""
        return self._verbs.background(offset)

    def announces(self, offset: int) -> bool:
        """Tell whether the offset's verb says what is to come."""
        return self._verbs.announces(offset)

    def is_loose(self, offset: int) -> bool:
        """Tell whether a participle alone tells."""
        return self._verbs.is_loose(offset)

    def shared(self, offset: int, other: int) -> bool:
        """Tell whether what stands at two offsets hangs on one verb."""
        return self._verbs.shared(offset, other)

    def moves(self, offset: int) -> bool:
        """Tell whether the offset's verb puts something on another day."""
        return self._verbs.moves(offset)

    def counts(self, offset: int) -> bool:
        """Tell whether the number at an offset counts the noun after it."""
        return self._verbs.counts(offset)


def verbs(tokens: pl.DataFrame, settings: dict[str, Any]) -> NoVerbs | _LateVerbs:
    """Return what tells the direction at an offset of one article; its tokens are read when first asked."""
    return _LateVerbs(tokens, settings) if tokens.height else NoVerbs()
