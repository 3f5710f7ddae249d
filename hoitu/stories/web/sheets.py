"""A spreadsheet for the editor: its cells go into a chart or a table, the file itself is kept nowhere."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput
from hoitu.stories.document import sheet_in


@needs("stories.read")
@require_POST
def read_sheet(request: ActorRequest) -> JsonResponse:
    """Answer with the cells of the file's first sheet, and with what was left out of it."""
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(_("Chưa chọn tệp bảng tính."))
    # One byte more than may come, so that the reader itself can refuse it.
    found = sheet_in.read_sheet(file.name or "", file.read(sheet_in.FILE_LIMIT_BYTES + 1))
    return JsonResponse({"rows": found.rows, "notes": found.notes})
