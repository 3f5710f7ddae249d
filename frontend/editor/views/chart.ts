/** A chart's figures in a small grid, its kind in a list; both become Vega-Lite. Loaded only when a story has one. */
import { h, uniqueId } from "../dom";
import { t } from "../labels";
import { awaitCommit } from "./field";
import type { BlockHost, Preview } from "./host";

type Row = Record<string, string | number>;
type Kind = "bar" | "line" | "area" | "arc";

const KINDS: Record<Kind, string> = { bar: "Cột", line: "Đường", area: "Vùng", arc: "Tròn" };
const SAVE_AFTER_PAUSE_MS = 600;
const MAX_PREVIEW_ROWS = 40;

/** Read a number as Vietnamese newsrooms write it: 1.234,5. Returns the text itself when it is none. */
export function readFigure(text: string): string | number {
  const clean = text.trim().replace(/[\s%]/g, "");
  if (/^-?\d{1,3}(\.\d{3})*(,\d+)?$/.test(clean)) return Number(clean.replace(/\./g, "").replace(",", "."));
  if (/^-?\d+([.,]\d+)?$/.test(clean)) return Number(clean.replace(",", "."));
  return text.trim();
}

/** Turn tab- or semicolon-separated lines, the first being names, into rows. */
export function readGrid(text: string): { columns: string[]; rows: Row[] } {
  const lines = text.split("\n").filter((line) => line.trim());
  const cells = lines.map((line) => line.split(line.includes("\t") ? "\t" : ";").map((cell) => cell.trim()));
  const columns = (cells[0] ?? []).map((name, index) => name || t("Cột {number}", { number: index + 1 }));
  const rows = cells.slice(1).map((line) =>
    Object.fromEntries(columns.map((name, index) => [name, index ? readFigure(line[index] ?? "") : (line[index] ?? "")])),
  );
  return { columns, rows };
}

/** Return the Vega-Lite description of these columns; more than one series is told apart by colour. */
export function chartSpec(kind: Kind, columns: string[]): Record<string, unknown> {
  const [name = "", ...series] = columns;
  const value = series.length > 1 ? "__value" : (series[0] ?? "");
  const colour = series.length > 1 ? { color: { field: "__series", type: "nominal", title: null } } : {};
  const fold =
    series.length > 1 ? { transform: [{ fold: series, as: ["__series", "__value"] }] } : {};
  const encoding =
    kind === "arc"
      ? { theta: { field: value, type: "quantitative" }, color: { field: name, type: "nominal" } }
      : {
          x: { field: name, type: "ordinal", sort: null },
          y: { field: value, type: "quantitative", title: series.length > 1 ? null : value },
          ...colour,
        };
  return { mark: kind, ...fold, encoding };
}

interface Spec {
  mark?: Kind;
  transform?: { fold?: string[] }[];
  encoding?: Partial<Record<"x" | "y" | "theta" | "color", { field?: string }>>;
}

/** Return the columns in the order the chart reads them; the CRDT does not keep the order of a row's keys. */
export function columnsOf(spec: unknown, rows: Row[]): string[] {
  const { encoding = {}, transform = [], mark } = (spec ?? {}) as Spec;
  const name = mark === "arc" ? encoding.color?.field : encoding.x?.field;
  const series = transform[0]?.fold ?? [mark === "arc" ? encoding.theta?.field : encoding.y?.field];
  const keys = Object.keys(rows[0] ?? {});
  const known = [name, ...series].filter((column): column is string => column !== undefined && keys.includes(column));
  return [...new Set([...known, ...keys])];
}

function gridText(spec: unknown, data: unknown): string {
  if (!Array.isArray(data) || !data.length) return "";
  const rows = data as Row[];
  const columns = columnsOf(spec, rows);
  const print = (cell: string | number | undefined): string =>
    typeof cell === "number" ? String(cell).replace(".", ",") : (cell ?? "");
  return [columns.join("\t"), ...rows.map((row) => columns.map((name) => print(row[name])).join("\t"))].join("\n");
}

function bars(spec: unknown, rows: Row[]): HTMLElement {
  const [name = "", value = ""] = columnsOf(spec, rows);
  const most = Math.max(1, ...rows.map((row) => Math.abs(Number(row[value]) || 0)));
  const lines = rows.slice(0, MAX_PREVIEW_ROWS).map((row) => {
    const bar = h("span", { class: "se-chart-bar" });
    bar.style.width = `${(100 * Math.abs(Number(row[value]) || 0)) / most}%`;
    return h(
      "div",
      { class: "se-chart-line" },
      h("span", { class: "se-chart-name" }, String(row[name])),
      h("span", { class: "se-chart-track" }, bar),
      h("span", { class: "se-chart-value" }, new Intl.NumberFormat("vi").format(Number(row[value]) || 0)),
    );
  });
  return h("div", { class: "se-chart-preview", "aria-hidden": "true" }, ...lines);
}

/** Return the grid, the choice of kind and a rough picture of the figures. */
export function chartPreview(host: BlockHost): Preview {
  const kindId = uniqueId("chart");
  const kind = h(
    "select",
    { class: "form-select form-select-sm", id: kindId },
    ...Object.entries(KINDS).map(([value, label]) => h("option", { value }, t(label))),
  );
  const gridId = uniqueId("chart");
  const grid = h("textarea", {
    id: gridId, class: "form-control font-monospace", rows: 5, wrap: "off", spellcheck: "false",
    placeholder: t("Năm\tSố khách\n2024\t1.200\n2025\t1.850"),
  });
  const picture = h("div");
  let timer = 0;

  const save = (): void => {
    window.clearTimeout(timer);
    timer = 0;
    awaitCommit(save, false);
    const { columns, rows } = readGrid(grid.value);
    host.set(
      rows.length
        ? { spec: chartSpec(kind.value as Kind, columns), data: rows }
        : { spec: null, data: null },
    );
  };
  const update = (): void => {
    const { spec, data } = host.attrs();
    const mark = (spec as Spec | null)?.mark;
    if (mark && mark in KINDS) kind.value = mark;
    if (document.activeElement !== grid && !timer) grid.value = gridText(spec, data);
    picture.replaceChildren(...(Array.isArray(data) && data.length ? [bars(spec, data as Row[])] : []));
    grid.disabled = kind.disabled = !host.editable();
  };
  kind.addEventListener("change", save);
  grid.addEventListener("input", () => {
    window.clearTimeout(timer);
    awaitCommit(save, true);
    timer = window.setTimeout(save, SAVE_AFTER_PAUSE_MS);
  });
  grid.addEventListener("blur", () => timer && save());
  update();
  const element = h(
    "div",
    { class: "se-chart", contenteditable: "false" },
    h("div", { class: "se-field" }, h("label", { for: kindId, class: "se-field-label" }, t("Kiểu biểu đồ")), kind),
    h(
      "div",
      { class: "se-field" },
      h("label", { for: gridId, class: "se-field-label" }, t("Số liệu: dán từ Excel, hàng đầu là tên cột")),
      grid,
    ),
    picture,
  );
  return { element, update };
}
