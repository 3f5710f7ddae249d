/** Ready newspaper styles: each turns columns into Vega-Lite, and is known again by what it wrote. */
import type { Cell, Sheet } from "./cells";

export type Style = "column" | "columnStacked" | "bar" | "barStacked" | "line" | "area" | "areaStacked" | "arc";

type Row = Record<string, Cell>;

interface Channel {
  field?: string;
  type?: string;
  title?: string | null;
  stack?: string | boolean | null;
}

interface Spec {
  mark?: string | { type?: string };
  transform?: { fold?: string[] }[];
  encoding?: Partial<Record<"x" | "y" | "theta" | "color" | "xOffset" | "yOffset", Channel>>;
}

/** What a style is for, in the order they are offered. */
export const STYLES: Record<Style, { label: string; advice: string }> = {
  column: { label: "Cột", advice: "So sánh ít mục, nhất là theo thời gian." },
  columnStacked: { label: "Cột chồng", advice: "Tổng và các phần của tổng; cần từ hai cột số, không có số âm." },
  bar: { label: "Thanh ngang", advice: "So sánh nhiều mục hoặc tên dài; xếp từ lớn đến nhỏ cho dễ đọc." },
  barStacked: { label: "Thanh ngang chồng", advice: "Cơ cấu của nhiều mục tên dài; cần từ hai cột số, không có số âm." },
  line: { label: "Đường", advice: "Thay đổi theo thời gian, từ vài mốc trở lên." },
  area: { label: "Vùng", advice: "Một đại lượng lên xuống theo thời gian." },
  areaStacked: { label: "Vùng chồng", advice: "Các phần của tổng thay đổi theo thời gian; không có số âm." },
  arc: { label: "Tròn (ít dùng)", advice: "Mắt khó so hai miếng bánh: chỉ dùng cho hai, ba phần của một tổng. Thanh ngang dễ đọc hơn." },
};

const MARKS: Record<Style, string> = {
  column: "bar", columnStacked: "bar", bar: "bar", barStacked: "bar", line: "line", area: "area", areaStacked: "area", arc: "arc",
};
const LYING = new Set<Style>(["bar", "barStacked"]);
const STACKED = new Set<Style>(["columnStacked", "barStacked", "areaStacked"]);

/** Return the Vega-Lite description of these columns; more than one series is told apart by colour. */
export function chartSpec(style: Style, columns: string[], unit = ""): Record<string, unknown> {
  const [name = "", ...series] = columns;
  const mark = MARKS[style];
  if (style === "arc") {
    const theta: Channel = { field: series[0] ?? "", type: "quantitative", title: unit || null };
    return { mark, encoding: { theta, color: { field: name, type: "nominal" } } };
  }
  const many = series.length > 1;
  const value: Channel = { field: many ? "__value" : (series[0] ?? ""), type: "quantitative", title: unit || (many ? null : (series[0] ?? "")) };
  // Vega-Lite stacks coloured bars unless told otherwise.
  if (many && mark !== "line") value.stack = STACKED.has(style) ? "zero" : null;
  const label: Channel & { sort: null } = { field: name, type: "ordinal", sort: null };
  const beside = many && mark === "bar" && !STACKED.has(style) ? { [LYING.has(style) ? "yOffset" : "xOffset"]: { field: "__series" } } : {};
  const colour = many ? { color: { field: "__series", type: "nominal", title: null }, ...beside } : {};
  const fold = many ? { transform: [{ fold: series, as: ["__series", "__value"] }] } : {};
  return { mark, ...fold, encoding: LYING.has(style) ? { y: label, x: value, ...colour } : { x: label, y: value, ...colour } };
}

const lies = ({ encoding = {} }: Spec): boolean => encoding.x?.type === "quantitative" && encoding.y?.type !== "quantitative";
const markOf = ({ mark }: Spec): string => (typeof mark === "string" ? mark : (mark?.type ?? "bar"));
const valueOf = (spec: Spec): Channel => (markOf(spec) === "arc" ? spec.encoding?.theta : lies(spec) ? spec.encoding?.x : spec.encoding?.y) ?? {};

/** Return the style that a description has. */
export function styleOf(given: unknown): Style {
  const spec = (given ?? {}) as Spec;
  const stacked = ["zero", true].includes(valueOf(spec).stack as string | boolean);
  switch (markOf(spec)) {
    case "arc":
      return "arc";
    case "line":
      return "line";
    case "area":
      return stacked ? "areaStacked" : "area";
    default:
      return lies(spec) ? (stacked ? "barStacked" : "bar") : stacked ? "columnStacked" : "column";
  }
}

/** Return the unit that stands over the figures, "" when none was written. */
export function unitOf(given: unknown): string {
  const value = valueOf((given ?? {}) as Spec);
  return value.title && value.title !== value.field ? value.title : "";
}

/** Return the columns in the order the chart reads them; the CRDT does not keep the order of a row's keys. */
export function columnsOf(given: unknown, rows: Row[]): string[] {
  const spec = (given ?? {}) as Spec;
  const { encoding = {}, transform = [] } = spec;
  const name = markOf(spec) === "arc" ? encoding.color?.field : lies(spec) ? encoding.y?.field : encoding.x?.field;
  const series = transform[0]?.fold ?? [valueOf(spec).field];
  const keys = Object.keys(rows[0] ?? {});
  const known = [name, ...series].filter((column): column is string => column !== undefined && keys.includes(column));
  return [...new Set([...known, ...keys])];
}

/** Return a chart's figures as a sheet; null when it has none. */
export function sheetOf(spec: unknown, data: unknown): Sheet | null {
  if (!Array.isArray(data) || !data.length) return null;
  const rows = data as Row[];
  const columns = columnsOf(spec, rows);
  return { columns, rows: rows.map((row) => columns.map((name) => row[name] ?? "")) };
}

/** Return the attributes that a sheet in this style has in the document. */
export function attrsOf(style: Style, sheet: Sheet, unit: string): { spec: unknown; data: Row[] } {
  const data = sheet.rows.map((row) => Object.fromEntries(sheet.columns.map((name, at) => [name, row[at] ?? ""])));
  return { spec: chartSpec(style, sheet.columns, unit), data };
}
