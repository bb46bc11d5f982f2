"""The search of the desk: articles and quotes that have some words, whatever their endings and accents."""

from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.pages import page
from pipeline.errors import UserError
from pipeline.warehouse import LakeError, MissingWarehouseError, Target
from pipeline.warehouse.questions import answer, question


def search_page(request: Request, target: Target) -> Response:
    """Answer with what the words are found in."""
    words = request.query_params.get("words", "")
    try:
        rows = answer(target, question("search"), {"words": words, "top": "50"}).rows(named=True)
    except UserError as error:
        if isinstance(error, MissingWarehouseError | LakeError):
            raise
        rows = []
    return page(request, "search.html", words=words, rows=rows)
