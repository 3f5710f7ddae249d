/** The grid in which a chart's figures are written: keys as in a spreadsheet, paste from one, a row and column more. */
import { h, icon, uniqueId } from "../dom";
import { t } from "../labels";
import { awaitCommit } from "../views/field";
import {
  cellsOfHtml, cellsOfText, isBlank, oddCells, printFigure, sheetOfCells, turned, withBlock, withCell, withColumn, withoutColumn, withoutRow, withRow,
  type Cell, type Sheet,
} from "./cells";

import iconRemove from "@tabler/icons/outline/x.svg?raw";

const COMMIT_AFTER_PAUSE_MS = 500;
const SHOWN_PROBLEMS = 3;

export const unnamed = (number: number): string => t("Cột {number}", { number });

/** What a chart without figures offers to write into. */
export function emptySheet(): Sheet {
  return { columns: [t("Tên"), t("Số liệu")], rows: [["", ""], ["", ""], ["", ""]] };
}

export class Grid {
  readonly element: HTMLElement;
  private readonly table = h("table", { class: "se-sheet" });
  private readonly problems = h("p", { class: "se-sheet-problems", role: "status" });
  private sheet = emptySheet();
  /** The cell being typed in, until its words are in the document. */
  private typing: { row: number; column: number; input: HTMLInputElement } | null = null;
  private timer = 0;

  /** `latest` gives the figures as they stand now, so that a change of one cell takes no other person's back. */
  constructor(
    private readonly latest: () => Sheet,
    private readonly save: (sheet: Sheet) => void,
    private readonly editable: () => boolean,
    tools: HTMLElement[],
  ) {
    const button = (label: string, change: (sheet: Sheet) => Sheet, focus?: (sheet: Sheet) => [number, number]): HTMLElement =>
      h("button", { type: "button", class: "btn btn-sm", onclick: () => this.change(change, focus) }, label);
    const bar = h(
      "div",
      { class: "se-sheet-tools" },
      button(t("Thêm hàng"), (sheet) => withRow(sheet, sheet.rows.length), (sheet) => [sheet.rows.length - 1, 0]),
      button(t("Thêm cột"), (sheet) => withColumn(sheet, unnamed), (sheet) => [-1, sheet.columns.length - 1]),
      button(t("Đổi hàng thành cột"), (sheet) => turned(sheet, unnamed)),
      ...tools,
    );
    this.element = h("div", { class: "se-sheet-place" }, h("div", { class: "se-sheet-scroll" }, this.table), this.problems, bar);
    this.table.addEventListener("input", (event) => this.onInput(event.target as HTMLInputElement));
    this.table.addEventListener("focusout", () => this.commit());
    this.table.addEventListener("keydown", (event) => this.onKey(event));
    this.table.addEventListener("paste", (event) => this.onPaste(event));
    this.draw();
  }

  /** Show the figures; a cell being typed in keeps what is typed. */
  show(sheet: Sheet): void {
    const alike = sheet.rows.length === this.sheet.rows.length && sheet.columns.length === this.sheet.columns.length;
    this.sheet = sheet;
    if (alike) this.fill();
    else this.draw();
  }

  /** Put cells of a file in place of what stands here. */
  replace(cells: Cell[][]): void {
    this.change(() => sheetOfCells(cells, unnamed));
  }

  private change(change: (sheet: Sheet) => Sheet, focus?: (sheet: Sheet) => [number, number]): void {
    this.commit();
    if (!this.editable()) return;
    const next = change(this.latest());
    this.save(next);
    this.show(next);
    if (focus) this.cell(...focus(next))?.focus();
  }

  private cell(row: number, column: number): HTMLInputElement | null {
    return this.table.querySelector(`[data-row="${row}"][data-column="${column}"]`);
  }

  private draw(): void {
    const held = this.place(document.activeElement);
    const { columns, rows } = this.sheet;
    const head = h("tr", {}, ...columns.map((_, column) => h("th", { scope: "col" }, this.input(-1, column), column > 0 && columns.length > 2 && this.columnRemover(column))), h("td"));
    const body = rows.map((_, row) =>
      h("tr", {}, ...columns.map((_name, column) => h(column ? "td" : "th", column ? {} : { scope: "row" }, this.input(row, column))), h("td", {}, rows.length > 1 && this.rowRemover(row))),
    );
    this.table.replaceChildren(h("caption", { class: "visually-hidden" }, t("Số liệu của biểu đồ")), h("thead", {}, head), h("tbody", {}, ...body));
    this.fill();
    if (held) this.cell(Math.min(held[0], rows.length - 1), Math.min(held[1], columns.length - 1))?.focus();
  }

  private input(row: number, column: number): HTMLInputElement {
    return h("input", {
      type: "text", class: "se-cell", "data-row": row, "data-column": column, autocomplete: "off", spellcheck: "false",
      inputmode: row >= 0 && column > 0 ? "decimal" : "text", enterkeyhint: "next",
    });
  }

  private remover(label: string, change: (sheet: Sheet) => Sheet): HTMLElement {
    return h("button", { type: "button", class: "se-cell-remove", title: label, "aria-label": label, onclick: () => this.change(change) }, icon(iconRemove));
  }

  private columnRemover(column: number): HTMLElement {
    return this.remover(t("Xóa cột {name}", { name: this.sheet.columns[column] ?? "" }), (sheet) => withoutColumn(sheet, column));
  }

  private rowRemover(row: number): HTMLElement {
    return this.remover(t("Xóa hàng {number}", { number: row + 1 }), (sheet) => withoutRow(sheet, row));
  }

  /** Write the figures into the cells that are there, and say which are no figures. */
  private fill(): void {
    const { columns, rows } = this.sheet;
    const odd = oddCells(this.sheet);
    const editable = this.editable();
    for (const input of this.table.querySelectorAll<HTMLInputElement>("input")) {
      const [row, column] = this.place(input)!;
      if (this.typing?.input !== input) input.value = row < 0 ? (columns[column] ?? "") : printFigure(rows[row]?.[column] ?? "");
      input.readOnly = !editable;
      input.setAttribute("aria-label", row < 0 ? t("Tên cột {number}", { number: column + 1 }) : `${columns[column]}, ${rows[row]?.[0] || t("hàng {number}", { number: row + 1 })}`);
      input.toggleAttribute("aria-invalid", odd.some((one) => one.row === row && one.column === column));
      input.classList.toggle("se-cell-odd", odd.some((one) => one.row === row && one.column === column));
    }
    this.element.toggleAttribute("data-reading", !editable);
    this.element.querySelectorAll("button").forEach((button) => (button.disabled = !editable));
    const named = odd.slice(0, SHOWN_PROBLEMS).map((one) => t("hàng {row} “{words}”", { row: one.row + 1, words: one.words })).join(", ");
    this.problems.textContent = odd.length ? t("{count} ô không phải số nên không được vẽ: {cells}. Viết số như 1.234,5.", { count: odd.length, cells: named }) : "";
  }

  private place(element: Element | null): [number, number] | null {
    if (!(element instanceof HTMLInputElement) || !this.table.contains(element)) return null;
    return [Number(element.dataset.row), Number(element.dataset.column)];
  }

  private onInput(input: HTMLInputElement): void {
    const place = this.place(input);
    if (!place) return;
    this.typing = { row: place[0], column: place[1], input };
    window.clearTimeout(this.timer);
    awaitCommit(this.commit, true);
    this.timer = window.setTimeout(this.commit, COMMIT_AFTER_PAUSE_MS);
  }

  private commit = (): void => {
    window.clearTimeout(this.timer);
    awaitCommit(this.commit, false);
    const { typing } = this;
    this.typing = null;
    if (!typing || !this.editable()) return;
    const next = withCell(this.latest(), typing.row, typing.column, typing.input.value.normalize("NFC"), unnamed);
    // Somebody still typing "1." means more than the 1 that it is now.
    const stays = document.activeElement === typing.input ? typing : null;
    this.typing = stays;
    this.save(next);
    this.show(next);
    this.typing = null;
  };

  private onKey(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement;
    const place = this.place(input);
    if (!place || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, column] = place;
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
    const atEnd = input.selectionStart === input.value.length;
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: atStart && [0, -1], ArrowRight: atEnd && [0, 1], Enter: [event.shiftKey ? -1 : 1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const [down = 0, along = 0] = step as number[];
    this.commit();
    if (event.key === "Enter" && down > 0 && row === this.sheet.rows.length - 1 && this.editable()) {
      this.change((sheet) => withRow(sheet, sheet.rows.length));
    }
    const next = this.cell(row + down, column + along);
    next?.focus();
    next?.select();
  }

  private onPaste(event: ClipboardEvent): void {
    const place = this.place(event.target as Element);
    const cells = cellsOfHtml(event.clipboardData?.getData("text/html") ?? "") ?? cellsOfText(event.clipboardData?.getData("text/plain") ?? "");
    event.stopPropagation();
    if (!place || !this.editable() || (cells.length === 1 && cells[0]!.length === 1)) return;
    event.preventDefault();
    const [row, column] = place;
    this.typing = null;
    const whole = row < 0 || (column === 0 && row === 0 && isBlank(this.sheet));
    this.change((sheet) => (whole ? sheetOfCells(cells, unnamed) : withBlock(sheet, row, column, cells, unnamed)));
  }
}

/** Build the button that takes a file, and the sentences on what it brought. */
export function fileButton(label: string, accept: string, take: (file: File) => Promise<string>): { button: HTMLElement; said: HTMLElement } {
  const id = uniqueId("sheet-file");
  const file = h("input", { type: "file", id, accept, class: "visually-hidden", tabindex: -1, "aria-label": label });
  const said = h("p", { class: "se-sheet-said", role: "status" });
  const button = h("button", { type: "button", class: "btn btn-sm", onclick: () => file.click() }, label);
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    file.value = "";
    if (!chosen) return;
    said.textContent = t("Đang đọc tệp…");
    take(chosen).then(
      (sentence) => (said.textContent = sentence),
      (error: Error) => (said.textContent = error.message),
    );
  });
  return { button: h("span", {}, button, file), said };
}
