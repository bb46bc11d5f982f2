"""`dixit query`: the analyst's library of questions, listed and answered."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.shared import (
    AtOption,
    CsvOption,
    ExcelOption,
    Form,
    JsonOption,
    LakeOption,
    WarehouseOption,
    form_of,
    print_answer,
    reply,
    target_of,
)

if TYPE_CHECKING:
    from pipeline.warehouse.questions import Question


HELP = "--help"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        context_settings={
            "allow_extra_args": True,
            "ignore_unknown_options": True,
            "help_option_names": [],  # of a question its own parameters are shown
        }
    )(query)


def query(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The question; left out, all are listed.")] = None,
    *,
    warehouse: WarehouseOption,
    lake: LakeOption,
    at: AtOption = "",
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
    parquet: Annotated[Path | None, typer.Option(help="Write Parquet to this file.")] = None,
) -> None:
    """Answer a question of the library, with its parameters as options: dixit query who_said_what --person NAME."""
    from pipeline.errors import UserError
    from pipeline.warehouse.questions import question, questions

    if name == HELP:
        typer.echo(context.get_help())
        return
    if name is None:
        for listed in questions():
            _describe(listed)
        return
    if HELP in context.args:
        _describe(question(name))
        return
    target, asked, values = target_of(warehouse, lake, at), question(name), _values(context.args)
    form = Form.PARQUET if parquet else form_of(csv=csv, json=json, excel=excel)
    rows = reply(target, asked, values, form)
    if parquet is None:
        print_answer(rows, form)
        return
    try:
        rows.write_parquet(parquet)
    except OSError as error:
        raise UserError(
            f"{parquet} cannot be written: {error.strerror or 'is there such a folder?'}"
        ) from error


def _describe(question: "Question") -> None:
    typer.secho(question.name, bold=True)
    typer.echo(f"    {question.sentence}")
    for parameter in question.parameters:
        default = f" (default {parameter.default})" if parameter.default else ""
        typer.echo(f"    --{parameter.name} {parameter.type.lower()}: {parameter.meaning}{default}")


def _values(arguments: list[str]) -> Mapping[str, str]:
    """Return the parameters among the arguments: `--name value` or `--name=value`.

    Raises:
        QuestionError: an argument is neither.
    """
    from pipeline.warehouse.questions import QuestionError

    values, rest = {}, list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if not name.startswith("--") or not (equals or rest):
            raise QuestionError(f"{name!r} is no parameter: write --parameter value")
        values[name.removeprefix("--")] = value if equals else rest.pop(0)
    return values
