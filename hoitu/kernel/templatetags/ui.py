"""The components of every screen: `{% load ui %}`. Shown in all states at /_gallery/ (development)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hoitu.kernel import text
from hoitu.kernel.money import Vnd
from hoitu.kernel.navigation import NavGroup, NavLink, grouped, links_for
from hoitu.kernel.web import assets as built
from hoitu.kernel.web import faces, icons, moments, slots
from hoitu.kernel.web.stages import look_of

register = template.Library()

Tone = Literal["slate", "ink", "blue", "teal", "green", "amber", "orange", "red", "violet"]


# -- words ----------------------------------------------------------------------------------------------


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """Show an instant briefly ("14:05 hôm nay"), in full when pointed at."""
    return "" if at is None else moments.moment_element(at)


@register.filter
def ago(at: datetime | None) -> SafeString | str:
    """Show how long ago an instant was ("5 phút trước"), in full when pointed at."""
    return "" if at is None else moments.ago_element(at)


@register.filter
def day(value: date | None) -> SafeString | str:
    """Show a day as 21/11/2026, with its weekday when pointed at."""
    return "" if value is None else moments.day_element(value)


@register.filter
def vnd(amount: int | Vnd | None) -> str:
    """Show an amount of đồng: "1.234.000 ₫"."""
    if amount is None:
        return ""
    return text.format_vnd(amount.amount if isinstance(amount, Vnd) else int(amount))


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """Show a figure the Vietnamese way: "1.234,5"."""
    return "" if value is None else text.format_number(value)


@register.filter
def initials(name: str) -> str:
    """Return the letters that stand for a person: the first ones of the last two parts of the name."""
    return faces.initials(str(name))


# -- files, drawings, the frame of the page -------------------------------------------------------------


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "") -> SafeString:
    """Draw a Tabler icon; give `label` only when no words stand beside it."""
    return icons.svg(name, size=size, label=label)


@register.simple_tag
def asset(entry: str) -> str:
    """Return the address of a built file, such as "editor/main.ts"; "" when the front end is not built."""
    try:
        return built.address(entry)
    except built.FrontEndNotBuilt as error:
        built.log.error("%s", error)
        return ""


@register.simple_tag(takes_context=True)
def assets(context: Context, entry: str, soon: str = "") -> SafeString:
    """Load the styles and script of a built entry, or show in the page what to run when it is not built.

    `soon`: a module that the entry imports while it runs, worth fetching at once.
    """
    try:
        bundle = built.bundle(entry, soon=soon)
    except built.FrontEndNotBuilt as error:
        return format_html('<meta name="front-end-not-built" content="{}">', str(error))
    nonce = getattr(context.get("request"), "csp_nonce", "")
    return _render("ui/components/assets.html", bundle=bundle, nonce=nonce)


@register.simple_tag
def front_end_missing() -> str:
    """Return what to run when the front end is not built, else nothing."""
    try:
        built.manifest()
    except built.FrontEndNotBuilt as error:
        return str(error)
    return ""


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavLink]:
    """Return the menu of the person of this request."""
    request = context.get("request")
    return links_for(request) if isinstance(request, HttpRequest) else []


@register.filter
def nav_groups(links: list[NavLink]) -> list[NavGroup]:
    """Return the menu's lines under their headings, with what stands open."""
    return grouped(links)


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """Render what rooms put into a place of the shell: every installed `<room>/slots/<name>.html`."""
    return mark_safe("".join(found.render(context) for found in slots.templates(name)))  # noqa: S308


# -- pieces of a screen ---------------------------------------------------------------------------------


@register.simple_block_tag
def page_header(content: str, title: str, pretitle: str = "", note: str = "", back: str = "") -> SafeString:
    """Head a page; what stands inside becomes its buttons."""
    return _render(
        "ui/components/page_header.html",
        actions=content,
        title=title,
        pretitle=pretitle,
        note=note,
        back=back,
    )


@register.simple_block_tag
def section(
    content: str,
    title: str = "",
    note: str = "",
    id: str = "",  # noqa: A002
    flush: bool = False,
) -> SafeString:
    """Frame a part of a page under a heading; `flush` for tables and lists that reach the frame."""
    return _render("ui/components/section.html", content=content, title=title, note=note, id=id, flush=flush)


@register.simple_block_tag
def table(content: str, caption: str, id: str = "", selectable: bool = False) -> SafeString:  # noqa: A002
    """Frame a table (`<thead>`, `<tbody>` inside). On a phone each row becomes a card."""
    return _render("ui/components/table.html", content=content, caption=caption, id=id, selectable=selectable)


@register.simple_block_tag(takes_context=True)
def filter_bar(context: Context, content: str, target: str = "", label: str = "") -> SafeString:
    """Frame the filters of a list; with `target` ("#list") a change reloads only that part."""
    # Without its own path htmx would add the new filters to those in the address bar.
    path = getattr(context.get("request"), "path", "")
    label = label or _("Lọc danh sách")
    return _render("ui/components/filter_bar.html", content=content, target=target, label=label, path=path)


@register.simple_block_tag
def button_row(content: str) -> SafeString:
    """Set the buttons that end a form in a row: the main one first, on a phone below each other."""
    return format_html('<div class="button-row">{}</div>', content)


@register.simple_block_tag
def timeline(content: str, label: str = "") -> SafeString:
    """Frame `timeline_entry` tags, newest first."""
    return format_html(
        '<ol class="timeline-list" aria-label="{}">{}</ol>', label or _("Dòng thời gian"), content
    )


@register.simple_block_tag
def timeline_entry(
    content: str, at: datetime, who: str = "", icon: str = "point", tone: Tone = "slate"
) -> SafeString:
    """Show one thing that happened; what stands inside says what."""
    return _render("ui/components/timeline_entry.html", content=content, at=at, who=who, icon=icon, tone=tone)


@register.simple_block_tag
def empty_state(content: str, title: str, text: str = "", icon: str = "inbox") -> SafeString:
    """Say why nothing is here and what to do; what stands inside becomes buttons."""
    return _render("ui/components/empty_state.html", actions=content, title=title, text=text, icon=icon)


@register.simple_block_tag
def dialog(content: str, id: str, title: str, wide: bool = False) -> SafeString:  # noqa: A002
    """Frame a native dialog; any `<button data-dialog-open="id">` opens it, `data-dialog-close` closes it."""
    return _render("ui/components/dialog.html", content=content, id=id, title=title, wide=wide)


@register.simple_block_tag
def menu(
    content: str,
    label: str,
    icon: str = "",
    id: str = "",  # noqa: A002
    hide_label: bool = False,
) -> SafeString:
    """Frame a drop-down of links and buttons."""
    return _render(
        "ui/components/menu.html", content=content, label=label, icon=icon, id=id, hide_label=hide_label
    )


@register.simple_tag
def badge(label: object, tone: Tone = "slate", icon: str = "") -> SafeString:
    """Show a short mark in one of the named tones."""
    drawing = icons.svg(icon, size=14) if icon else ""
    return format_html('<span class="mark mark-{}">{}<span>{}</span></span>', tone, drawing, label)


@register.simple_tag
def stage(key: str, label: object = "", tone: str = "") -> SafeString:
    """Show a stage or state by its colour, drawing and name; `tone` is the colour an agency chose for it."""
    look = look_of(key)
    return badge(label or key, tone or look.tone, look.icon)  # type: ignore[arg-type]


@register.simple_tag
def notice(words: object, tone: Literal["info", "ok", "warn", "bad"] = "info", title: str = "") -> SafeString:
    """Show a message that stays in the page."""
    return _render("ui/components/notice.html", words=words, tone=tone, title=title)


@register.simple_tag
def avatar(name: str, size: int = 28, picture: str = "") -> SafeString:
    """Show a person's picture, or their initials on a colour that stays theirs."""
    return faces.picture(picture, size) if picture else faces.letters(str(name), size)


@register.simple_tag
def person(name: str, note: object = "", url: str = "", picture: str = "", size: int = 28) -> SafeString:
    """Show a person: avatar, name, title or role below."""
    return _render("ui/components/person.html", name=name, note=note, url=url, picture=picture, size=size)


@register.simple_tag
def stat(
    label: object, value: object, note: object = "", url: str = "", tone: str = "", icon: str = ""
) -> SafeString:
    """Show one figure; with `url` it opens the list that it counted."""
    return _render(
        "ui/components/stat.html", label=label, value=value, note=note, url=url, tone=tone, icon=icon
    )


@register.simple_tag
def progress(value: int, maximum: int = 100, label: object = "", note: object = "") -> SafeString:
    """Show how far a job is, in words and as a bar."""
    percent = 0 if maximum <= 0 else min(100, max(0, round(100 * value / maximum)))
    return _render(
        "ui/components/progress.html", value=value, maximum=maximum, label=label, note=note, percent=percent
    )


@register.simple_tag
def picture(url: str, alt: str = "", caption: object = "", shape: str = "wide", href: str = "") -> SafeString:
    """Show a small picture in a fixed shape (wide, square, tall); without `url` a place for one."""
    return _render("ui/components/picture.html", url=url, alt=alt, caption=caption, shape=shape, href=href)


@register.simple_tag
def tabs(items: Iterable[Mapping[str, object]], label: str) -> SafeString:
    """Show links as tabs; each item has label, url, current and perhaps count and icon."""
    return _render("ui/components/tabs.html", items=items, label=label)


@register.simple_tag(takes_context=True)
def pagination(context: Context, after: str = "", before: str = "", note: object = "") -> SafeString:
    """Show "newer" and "older"; `after` and `before` are the cursors of the neighbouring pages, "" = none."""
    request = context.get("request")
    return _render(
        "ui/components/pagination.html",
        older=_with_query(request, after=after),
        newer=_with_query(request, before=before),
        has_older=bool(after),
        has_newer=bool(before),
        note=note,
    )


@register.simple_tag
def diff(runs: Iterable[tuple[str, str]]) -> SafeString:
    """Show changed text inline; runs are (operation, text) with "equal", "insert", "delete"."""
    return _render("ui/components/diff.html", runs=runs)


@register.simple_tag
def diff_sides(rows: Iterable[Mapping[str, object]], left_title: object, right_title: object) -> SafeString:
    """Show two wordings side by side; a row has `left` and `right` runs as in `diff`, None: nothing there."""
    return _render("ui/components/diff_sides.html", rows=rows, left_title=left_title, right_title=right_title)


# -- forms ----------------------------------------------------------------------------------------------


@register.simple_tag
def field(
    bound: BoundField,
    label: str = "",
    help: str = "",  # noqa: A002
    autofocus: bool = False,
) -> SafeString:
    """Show a form field with label, help and errors; what was typed stays."""
    widget = bound.field.widget
    group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    check = isinstance(widget, CheckboxInput)
    html_id = bound.id_for_label or bound.auto_id
    help_text = help or bound.help_text
    described = [f"{html_id}_helptext"] if help_text else []
    described += [f"{html_id}_error"] if bound.errors else []
    attrs: dict[str, Any] = {"class": _widget_class(bound, check=check)}
    if group:
        # Each choice draws itself from its widget; a form has its own copy of that.
        widget.attrs["class"] = "form-check-input"
    if described and not group:
        attrs["aria-describedby"] = " ".join(described)
    if autofocus:
        attrs["autofocus"] = True
    return _render(
        "ui/components/field.html",
        bound=bound,
        control="" if group else bound.as_widget(attrs=attrs),
        label=label or bound.label,
        help=help_text,
        html_id=html_id,
        described=" ".join(described),
        group=group,
        check=check,
        optional=not bound.field.required and not check,
    )


@register.simple_tag
def fields(form: Any) -> SafeString:
    """Show the errors of a whole form, its hidden fields and each visible field."""
    return _render("ui/components/fields.html", form=form)


def _widget_class(bound: BoundField, *, check: bool) -> str:
    widget = bound.field.widget
    names = [str(widget.attrs.get("class", ""))]
    if check:
        names.append("form-check-input")
    else:
        names.append("form-select" if isinstance(widget, Select) else "form-control")
    if bound.errors:
        names.append("is-invalid")
    return " ".join(name for name in names if name)


def _with_query(request: object, **cursor: str) -> str:
    query = request.GET.copy() if isinstance(request, HttpRequest) else None
    if query is None:
        return "?" + "&".join(f"{key}={value}" for key, value in cursor.items())
    for name in ("after", "before"):
        query.pop(name, None)
    for key, value in cursor.items():
        query[key] = value
    return "?" + query.urlencode()


def _render(template_name: str, /, **context: object) -> SafeString:
    return mark_safe(render_to_string(template_name, context).strip())  # noqa: S308
