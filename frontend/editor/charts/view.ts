/** A chart in the story: style, unit, figures, and the picture readers will see. Loaded only when a story has one. */
import { h, uniqueId } from "../dom";
import { t } from "../labels";
import { awaitCommit } from "../views/field";
import type { BlockHost, Desk, Preview } from "../views/host";
import { drawChart, readSheetFile } from "./ask";
import { isBlank, type Sheet } from "./cells";
import { emptySheet, fileButton, Grid } from "./grid";
import { attrsOf, sheetOf, STYLES, styleOf, unitOf, type Style } from "./styles";
import "../styles/sheet.css";
import "../../../hoitu/site/assets/chart.css";

const DRAW_AFTER_PAUSE_MS = 350;
const SHEET_FILES = ".xlsx,.csv,.tsv,.txt";

class ChartView implements Preview {
  readonly element: HTMLElement;
  private readonly style = h("select", { class: "form-select form-select-sm", id: uniqueId("chart") }, ...Object.entries(STYLES).map(([value, { label }]) => h("option", { value }, t(label))));
  private readonly unit = h("input", { type: "text", class: "form-control form-control-sm", id: uniqueId("chart"), placeholder: t("nghìn lượt, tỷ đồng, %…"), maxlength: 80 });
  private readonly advice = h("p", { class: "se-chart-advice" });
  private readonly picture = h("div", { class: "se-chart-shown", "aria-live": "off" });
  private readonly grid: Grid;
  private drawn = "";
  private timer = 0;

  constructor(
    private readonly host: BlockHost,
    private readonly desk: Desk,
  ) {
    const { button, said } = fileButton(t("Nhập từ Excel, CSV"), SHEET_FILES, (file) => this.take(file));
    this.grid = new Grid(() => this.sheet(), (sheet) => this.save(sheet), () => host.editable(), desk.sheetUrl ? [button] : []);
    this.style.addEventListener("change", () => this.save(this.sheet()));
    this.unit.addEventListener("input", () => awaitCommit(this.saveUnit, true));
    this.unit.addEventListener("change", this.saveUnit);
    const field = (label: string, control: HTMLElement): HTMLElement =>
      h("div", { class: "se-field" }, h("label", { for: control.id, class: "se-field-label" }, label), control);
    this.element = h(
      "div",
      { class: "se-chart", contenteditable: "false" },
      h("div", { class: "se-chart-choices" }, field(t("Kiểu biểu đồ"), this.style), field(t("Đơn vị tính"), this.unit)),
      this.advice,
      this.picture,
      h("p", { class: "se-field-label" }, t("Số liệu: gõ như trong Excel, hoặc dán cả bảng vào một ô")),
      this.grid.element,
      said,
    );
    this.update();
  }

  update(): void {
    const { spec } = this.host.attrs();
    const editable = this.host.editable();
    if (spec) this.style.value = styleOf(spec);
    if (document.activeElement !== this.unit) this.unit.value = unitOf(spec);
    this.style.disabled = !editable;
    this.unit.readOnly = !editable;
    this.advice.textContent = t(STYLES[this.style.value as Style].advice);
    this.grid.show(this.sheet());
    this.drawSoon();
  }

  destroy(): void {
    window.clearTimeout(this.timer);
    awaitCommit(this.saveUnit, false);
  }

  private sheet(): Sheet {
    const { spec, data } = this.host.attrs();
    return sheetOf(spec, data) ?? emptySheet();
  }

  private saveUnit = (): void => {
    awaitCommit(this.saveUnit, false);
    this.save(this.sheet());
  };

  private save(sheet: Sheet): void {
    const none = isBlank(sheet) && !this.host.attrs().data;
    this.host.set(none ? { spec: null, data: null } : attrsOf(this.style.value as Style, sheet, this.unit.value.trim().normalize("NFC")));
    this.advice.textContent = t(STYLES[this.style.value as Style].advice);
  }

  private async take(file: File): Promise<string> {
    const { rows, notes } = await readSheetFile(this.desk, file);
    this.grid.replace(rows);
    return [t("Đã nhập {rows} hàng từ {name}.", { rows: Math.max(0, rows.length - 1), name: file.name }), ...notes].join(" ");
  }

  private drawSoon(): void {
    const { spec, data, title, source, alt } = this.host.attrs();
    const wanted = JSON.stringify([spec, data, title, source, alt]);
    if (wanted === this.drawn || !this.desk.chartUrl) return;
    this.drawn = wanted;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.draw(wanted), DRAW_AFTER_PAUSE_MS);
  }

  /** Later figures make an earlier picture worthless. */
  private async draw(wanted: string): Promise<void> {
    if (isBlank(this.sheet())) {
      this.picture.replaceChildren(h("p", { class: "se-chart-none" }, t("Hình hiện ra khi có số liệu.")));
      return;
    }
    try {
      const html = await drawChart(this.desk, this.host.attrs());
      if (wanted === this.drawn) this.put(html);
    } catch (error) {
      if (wanted !== this.drawn) return;
      this.drawn = "";
      this.picture.replaceChildren(h("p", { class: "se-chart-none" }, `${t("Chưa vẽ được hình xem trước.")} ${(error as Error).message}`));
    }
  }

  private put(html: string): void {
    const holder = h("template");
    // Our own renderer made it, and two charts of one page may not share ids.
    holder.innerHTML = html.replaceAll("bd-1", uniqueId("bd"));
    const figure = holder.content.querySelector("figure");
    figure?.querySelectorAll("details, .source").forEach((part) => part.remove());
    const drawable = figure?.querySelector("svg");
    const sentence = h("p", { class: "se-chart-none" }, t("Số liệu này chưa vẽ được bằng kiểu đã chọn: bạn đọc sẽ thấy bảng. Hãy thử kiểu khác hoặc kiểm tra các ô."));
    this.picture.replaceChildren(...(figure && drawable ? [figure] : [sentence]));
  }
}

/** Return a chart's surface. */
export function chartView(host: BlockHost, desk: Desk): Preview {
  return new ChartView(host, desk);
}
