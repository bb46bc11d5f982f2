"""Kinds of reported speech by where its reporting clause stands: inside it, before it, behind a bracket; and what only looks like one."""

import pytest

from tests.extract.listening import listen

FRENCH = [
    # the clause behind a reporting clause between commas
    ("Cependant, précise Berthe Olivier, le port reste ouvert aux pêcheurs.", ["le port reste ouvert aux pêcheurs"]),
    ("Mais, expliquait la maire Berthe Olivier dans un entretien, la taxe ne baissera pas.", ["la taxe ne baissera pas"]),
    ("Le vieux pont, assure Berthe Olivier, sera rouvert en mai.", ["Le vieux pont", "sera rouvert en mai"]),
    # who was first to tell it
    ("Comme l'a révélé La Tribune, le maire de Brest a été reçu par le préfet.", ["le maire de Brest a été reçu par le préfet"]),
    ("Le quai rouvrira lundi, comme l'a promis Berthe Olivier.", ["Le quai rouvrira lundi"]),
    # no verb, and when or where it was said behind
    ("Du jamais vu au port, estimait Berthe Olivier, lors d'un entretien avec la radio.", ["Du jamais vu au port"]),
    ("Le bac restera à quai, car, dit-elle, les pannes qui l'arrêtaient reviennent chaque hiver.", ["les pannes qui l'arrêtaient reviennent chaque hiver"]),
    ("Refus poli de la foule, en expliquant que la taxe monte encore.", ["la taxe monte encore"]),
    # marks behind a colon are another item
    ("Il n'y a pas de taxe à payer, disent-ils : « Nous sommes le port. »", ["Il n'y a pas de taxe à payer", "Nous sommes le port."]),
    ("Berthe Olivier assure que le policier est venu en criant : « Partez ! »", ["le policier est venu en criant", "Partez !"]),
    # a pronoun that the tokenizer parts from its verb
    ("Deux infirmières sont venues. La fatigue se lit sur les visages, insistent-elles.", ["La fatigue se lit sur les visages"]),
    # the clause behind a colon or a heading word is the source's
    ("La colère gronde au port : un pêcheur sur deux veut vendre son bateau, selon un sondage.", ["un pêcheur sur deux veut vendre son bateau"]),
    ("Fait à noter, selon Berthe Olivier, il ne faut pas attendre de miracle au port.", ["il ne faut pas attendre de miracle au port"]),
    ("Ils étaient 166 000 lundi, puis 136 000 hier, dont 8000 à Brest selon la préfecture.", ["8000 à Brest"]),
    # how many think so, and where one is from
    ("Pour 78 % des Français, les annonces ne suffisent pas.", ["les annonces ne suffisent pas"]),
    ("Le Vaudois estime que la taxe monte trop vite.", ["la taxe monte trop vite"]),
    # an infinitive far behind what lets it report
    ("La radio vient ce matin de le confirmer : la taxe va baisser de moitié.", ["la taxe va baisser de moitié"]),
    # a question asked aloud
    ("Jean Lafleur demande à un agent s'il peut rentrer chez lui.", ["il peut rentrer chez lui"]),
    ("La maire a demandé au préfet pourquoi le port était fermé.", ["pourquoi le port était fermé"]),
    # who tells it, without a name
    ("Selon de nombreux élus, il faudrait baisser la taxe.", ["il faudrait baisser la taxe"]),
    ("Pour d'autres, cette grève affaiblit les syndicats du port.", ["cette grève affaiblit les syndicats du port"]),
    ("Selon eux, la pancarte a été ajoutée par l'agence.", ["la pancarte a été ajoutée par l'agence"]),
    ("La taxe a baissé de moitié, selon le dernier sondage.", ["La taxe a baissé de moitié"]),
    # a source amid a clause
    ("Le port est, selon Berthe Olivier, en train de se vider.", ["Le port est", "en train de se vider"]),
    ("Près de 2.500 personnes, selon la préfecture, se sont rassemblées au port.", ["Près de 2.500 personnes", "se sont rassemblées au port"]),
    ("La journée fut agitée dans la région: selon La Tribune, une réunion a mal tourné.", ["une réunion a mal tourné"]),
    # a source in brackets, with its figure and alone
    ("À Brest, 300 barques (900 selon les marins) ont pris la mer.", ["900"]),
    ("À Brest, environ 90 voiliers (d'après un calcul de la capitainerie) ont régaté.", ["environ 90 voiliers"]),
    # the contrast is the writer's
    ("Alors que le port avait rouvert lundi, les pêcheurs ne sont plus que cent, selon la mairie.", ["les pêcheurs ne sont plus que cent"]),
    ("La maire a déclaré ne pas comprendre la grève, alors que le port est plein.", ["ne pas comprendre la grève"]),
    # «then» and «also» leave the complementizer to the cue
    ("Berthe Olivier expliquait alors que la taxe suffirait aux écoles.", ["la taxe suffirait aux écoles"]),
    ("Berthe Olivier se dit d'ailleurs convaincue que la taxe baissera.", ["la taxe baissera"]),
    # an infinitive behind when, where and to whom
    ("La mairie a communiqué en début de soirée avoir mis fin à la grève.", ["avoir mis fin à la grève"]),
    ("Jean Lafleur avoue sans peine ne pas voter.", ["ne pas voter"]),
    ("La maire a demandé mercredi, tout comme le préfet quelques jours plus tôt, que le port rouvre.", ["le port rouvre"]),
]  # fmt: skip
NONE_IN_FRENCH = [
    # relative clauses
    "La CGT dénonce la hausse de la taxe, qu'elle juge trop forte.",
    "Les élus se félicitent de la petite hausse qu'enregistrent les commerces.",
    "La batelière vient de dire toute la peine qu'elle garde de la crue.",
    "Berthe Olivier a rappelé l'idée admise que défend le maire.",
    # comparisons
    "Le maire réitère sa demande pour les mêmes raisons que dans les années 1970.",
    # no one's words
    "Les horaires changent selon l'évolution de la situation au port.",
    # asked of oneself
    "Je me demande si le port va rouvrir.",
    # a verb that goes on with a thing
    "Ils quittent le port, et Berthe Olivier, de sa belle voix, continue sa lecture.",
    # no reporting clause: the subject stands before its verb
    "Il faut dire que, contrairement à lundi, la criée n'a pas ouvert ses portes.",
    "On cotise selon ses moyens et on se soigne au port.",
]  # fmt: skip
ENGLISH = [
    ("The commons speaker wrote to Ada Lind asking how he could help after the storm.", ["how he could help after the storm"]),
    ("The deal, two officials said, would save the port.", ["The deal", "would save the port"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), FRENCH)
def test_what_is_reported_around_its_cue_in_french(text: str, said: list[str]) -> None:
    assert [words for words, _ in listen(text).said()] == said


@pytest.mark.parametrize("text", NONE_IN_FRENCH)
def test_what_only_looks_reported_in_french(text: str) -> None:
    assert listen(text).said() == []


@pytest.mark.parametrize(("text", "said"), ENGLISH)
def test_what_is_reported_around_its_cue_in_english(text: str, said: list[str]) -> None:
    assert [words for words, _ in listen(text, "en").said()] == said
