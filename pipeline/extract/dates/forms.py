"""What the tokens of an article tell of a word: its head and children, its lemma, and the tense of a verb's form."""

from typing import Any

import polars as pl

from pipeline.extract.dates.lexer import plain

VERBS = {"VERB", "AUX"}
NO_LEMMAS = {
    "ahead",
    "behind",
    "lasting",
    "limits",
    "noun_links",
    "apposition",
    "examples",
    "onto",
    "aims",
    "until",
    "cut_lemmas",
    "present_or_past",
    "announced",
}  # settings of another kind
COLUMNS = [
    "start_char",
    "end_char",
    "sentence",
    "token",
    "lemma",
    "upos",
    "feats",
    "head",
    "deprel",
    "form",
    "ner",
]


class Forms:
    """The tokens of one article and the words of its language that tell what their forms mean."""

    def __init__(self, tokens: pl.DataFrame, settings: dict[str, Any]) -> None:
        columns = tokens.select(COLUMNS).to_dict(as_series=False)
        self.columns = columns
        self.settings = {
            key: {plain(w) for w in words} for key, words in settings.items() if key not in NO_LEMMAS
        }
        self.participle_endings = tuple(settings.get("participle_endings", ()))  # with their accents
        limits = " ".join(settings.get("limits", ())).replace("'", " ")
        self.limit_words = {plain(word) for word in limits.split()}
        self.cut_lemmas: dict[str, str] = settings.get("cut_lemmas", {})
        self.present_or_past: dict[str, str] = settings.get("present_or_past", {})
        self.past_alone = tuple(plain(word) for word in settings.get("past_alone", ()))
        self.first: dict[int, int] = {}  # sentence -> its first row
        self.families: dict[int, dict[int, list[int]]] = {}
        for row, sentence in enumerate(columns["sentence"]):
            self.first.setdefault(sentence, row)

    def _row(self, offset: int) -> int | None:
        starts = self.columns["start_char"]
        low, high = 0, len(starts)
        while low < high:
            middle = (low + high) // 2
            if self.columns["end_char"][middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(starts) else None

    def _head(self, row: int) -> int | None:
        head = self.columns["head"][row]
        if not head:
            return None
        found: int = self.first[self.columns["sentence"][row]] + head - 1
        return found if found < len(self.columns["head"]) else None

    def _feature(self, row: int, name: str) -> str:
        for part in (self.columns["feats"][row] or "").split("|"):
            key, _, value = part.partition("=")
            if key == name:
                return str(value)
        return ""

    def _lemma(self, row: int) -> str:
        """Return the lemma; where models give a form for it («invite»), what the language's verbs end in is added."""
        lemma, cut = plain((self.columns["lemma"][row] or "").casefold()), self.cut_lemmas
        is_cut = cut and self.columns["upos"][row] == "VERB" and lemma.endswith(cut["ends"])
        return lemma + cut["adds"] if is_cut and not lemma.endswith(cut["but_not"]) else lemma

    def _children(self, row: int) -> list[int]:
        sentence = self.columns["sentence"][row]
        if sentence not in self.families:
            self.families[sentence] = self._family(sentence)
        return self.families[sentence].get(self.columns["token"][row], [])

    def _family(self, sentence: int) -> dict[int, list[int]]:
        """Return head token -> rows of its children, read once a sentence so that an endless one costs its length."""
        heads, sentences = self.columns["head"], self.columns["sentence"]
        family: dict[int, list[int]] = {}
        at = self.first[sentence]
        while at < len(heads) and sentences[at] == sentence:
            family.setdefault(heads[at] or 0, []).append(at)
            at += 1
        return family

    def _is_participle(self, row: int) -> bool:
        """Tell whether a verb is a participle, also one that models take for a finite form («invité lundi, il»)."""
        form = self.columns["form"][row].casefold()
        is_one = self._feature(row, "VerbForm") == "Part" or form.endswith(self.participle_endings)
        return is_one and not self._is_present_or_past(row) and not self._is_future(row)

    def _is_finite(self, row: int) -> bool:
        if self._is_present_or_past(row) or self._is_future(row):
            return True
        return self._feature(row, "VerbForm") == "Fin" and not self._is_participle(row)

    def _is_present_or_past(self, row: int) -> bool:
        """Tell whether a form is the same in the present and the simple past, and no participle: «réunit», «finit»."""
        if not self.present_or_past:
            return False
        return not self._lemma(row).endswith(self.past_alone) and self._is_formed_so(row)

    def _is_past_alone(self, row: int) -> bool:
        """Tell whether a form is a simple past that no present is, also one that models take for it: «ouvrit»."""
        return self._lemma(row).endswith(self.past_alone) and self._is_formed_so(row)

    def _is_formed_so(self, row: int) -> bool:
        """Tell whether a form is the stem of its lemma and the ending of such a past."""
        lemma, form = self._lemma(row), plain(self.columns["form"][row].casefold())
        alike = self.present_or_past
        return lemma.endswith(alike["lemma"]) and form == lemma.removesuffix(alike["lemma"]) + alike["form"]

    def _is_future(self, row: int) -> bool:
        """Tell whether a form is a future, also one that models take for a present («ferons») or a participle («fêtera»).

        It is the infinitive with an ending of its own, or has an ending that no present has: «-rons», not of «entrer».
        """
        if self._feature(row, "Tense") == "Fut":
            return not self.columns["form"][row].casefold().endswith(self.participle_endings)
        endings, lemma = self._set("future_endings"), self._lemma(row)
        form = plain(self.columns["form"][row].casefold())
        if not endings or not lemma.endswith(("r", "re")):
            return False
        if form in {lemma.removesuffix("e") + ending for ending in endings}:
            return True
        is_present = self._feature(row, "VerbForm") == "Fin" and self._feature(row, "Tense") == "Pres"
        presents = {lemma[:-2] + ending for ending in endings}
        return (
            is_present and form not in presents and form.endswith(tuple(f"r{ending}" for ending in endings))
        )

    def _tense(self, row: int) -> str:
        """Return the tense; a past that has no ending of one is a present («s'achève», which models mistake)."""
        if self._is_future(row):
            return "Fut"
        if self._is_present_or_past(row):
            return "Pres"
        if self._is_past_alone(row):
            return "Past"
        tense = self._feature(row, "Tense")
        if self._feature(row, "VerbForm") == "Fin" and self._is_participle(row):
            return "Past"
        endings = tuple(self._set("simple_past_endings"))
        if tense == "Past" and endings and self._feature(row, "VerbForm") == "Fin":
            return tense if plain(self.columns["form"][row].casefold()).endswith(endings) else "Pres"
        return tense

    def _is_conditional(self, row: int) -> bool:
        """Tell whether a verb is a conditional, also one that models take for a present («poursuivraient») or a past.

        A past may end alike, of an infinitive in «-rer» or «-rir» («déclarait»); no other has the «r» («recevrait»).
        """
        endings = tuple(self._set("conditional_endings"))
        form = plain(self.columns["form"][row].casefold())
        if self._feature(row, "Mood") == "Cnd" or not endings or not form.endswith(endings):
            return self._feature(row, "Mood") == "Cnd"
        is_past = self._feature(row, "Tense") == "Imp"
        pasts = {self._lemma(row)[:-2] + ending.removeprefix("r") for ending in endings}
        return not is_past or form not in pasts

    def _set(self, name: str) -> set[str]:
        return self.settings.get(name, set())
