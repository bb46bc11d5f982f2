"""`dixit search`: full text over quotes and articles."""

from typing import Annotated

import typer

from pipeline.commands.shared import (
    AtOption,
    CsvOption,
    ExcelOption,
    JsonOption,
    LakeOption,
    WarehouseOption,
    form_of,
    print_answer,
    reply,
    target_of,
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(search)


def search(
    words: Annotated[
        str,
        typer.Argument(
            help='Words, whatever their endings and accents; those in "marks" just so and side by side, and none after -.'
        ),
    ],
    *,
    speaker: Annotated[str | None, typer.Option(help="Only quotes of this person, in any spelling.")] = None,
    since: Annotated[str | None, typer.Option(help="First day of publication, as 2024-03-18.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of publication.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only this publisher.")] = None,
    top: Annotated[int | None, typer.Option(help="Number of rows; 20 on a screen, else all.")] = None,
    warehouse: WarehouseOption,
    lake: LakeOption,
    at: AtOption = "",
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """Find words in quotes and articles: dixit search 'négociations "armes nucléaires" -essais' --speaker NAME --since 2024-03-01."""
    from pipeline.warehouse.questions import question

    given = {
        "words": words,
        "speaker": speaker,
        "since": since,
        "until": until,
        "outlet": outlet,
        "top": None if top is None else str(top),
    }
    values = {name: value for name, value in given.items() if value is not None}
    target, asked = target_of(warehouse, lake, at), question("search")
    form = form_of(csv=csv, json=json, excel=excel)
    rows = reply(target, asked, values, form)
    print_answer(rows, form)
