/** Choosing the place of a locator: a province by name or on its tile, coordinates by pasting, the rest by arrow keys. */
import { h, uniqueId } from "../dom";
import { t } from "../labels";
import type { BlockHost, Desk, Preview } from "../views/host";
import { moved, printPlace, readPlace, type Place } from "./coordinates";
import { findProvinces, type Province } from "./provinces";

const STEPS: Record<string, [north: number, east: number]> = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const STEP_METRES = 100;
const FINE_STEP_METRES = 10;
const SHOWN = 8;

class PlacePicker implements Preview {
  readonly element: HTMLElement;
  private readonly listId = uniqueId("places");
  private readonly field = h("input", {
    type: "search", id: uniqueId("place"), class: "form-control form-control-sm", role: "combobox", autocomplete: "off",
    "aria-controls": this.listId, "aria-expanded": "false", "aria-autocomplete": "list",
  });
  private readonly list = h("ul", { class: "se-place-list", role: "listbox", id: this.listId, "aria-label": t("Tỉnh, thành phố"), hidden: true });
  private readonly said = h("p", { class: "se-place-said", role: "status" });
  private readonly nudge = h("button", { type: "button", class: "btn btn-sm se-place-nudge" });
  private readonly tiles = new Map<string, HTMLElement[]>();
  private found: Province[] = [];
  private chosen = 0;

  constructor(
    private readonly host: BlockHost,
    private readonly provinces: Province[],
  ) {
    const map = h("div", { class: "se-place-map", "aria-hidden": "true" }, ...provinces.flatMap((one) => this.tilesOf(one)));
    map.hidden = provinces.length === 0;
    const help = h("p", { class: "se-focus-help" }, t("Tọa độ chép từ bản đồ trên điện thoại hay từ liên kết bản đồ đều dán được vào ô tìm. Không trang nào bên ngoài được hỏi."));
    const label = h("label", { for: this.field.id, class: "se-field-label" }, t("Tìm tỉnh, thành phố, hoặc dán tọa độ"));
    const form = h("div", {}, h("div", { class: "se-field" }, label, this.field), this.list, this.said, this.nudge, help);
    this.element = h("div", { class: "se-place se-own", contenteditable: "false" }, form, map);
    this.field.addEventListener("input", () => this.search());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("blur", () => this.showList([]));
    this.nudge.addEventListener("keydown", (event) => this.onNudge(event));
    this.update();
  }

  update(): void {
    const place = this.place;
    const editable = this.host.editable();
    const province = this.provinces.find((one) => one.key === this.host.attrs().province);
    this.tiles.forEach((tiles, key) => tiles.forEach((tile) => tile.classList.toggle("se-place-here", key === province?.key)));
    this.field.disabled = this.nudge.disabled = !editable;
    this.nudge.hidden = !place;
    if (!place) return;
    const words = printPlace(place, [t("B"), t("N"), t("Đ"), t("T")]);
    this.nudge.textContent = t("{place} · phím mũi tên dời {metres} m", { place: words, metres: STEP_METRES });
    this.nudge.setAttribute("aria-label", t("Vị trí {place}. Dùng phím mũi tên để dời 100 m, giữ Shift để dời 10 m.", { place: words }));
    const seat = province && province.lat === place.lat && province.lon === place.lon;
    this.said.textContent = seat ? t("Tọa độ đang là trung tâm hành chính của {name}. Hãy dán tọa độ đúng chỗ nếu việc xảy ra ở nơi khác.", { name: province.name }) : "";
  }

  private get place(): Place | null {
    const { lat, lon } = this.host.attrs();
    return typeof lat === "number" && typeof lon === "number" ? { lat, lon } : null;
  }

  private tilesOf(province: Province): HTMLElement[] {
    const tile = (words: string, column: number, row: number): HTMLElement => {
      const made = h("span", { class: "se-place-tile", title: words });
      made.style.gridColumn = String(column);
      made.style.gridRow = String(row);
      made.addEventListener("click", () => this.take(province));
      return made;
    };
    const { islands } = province;
    const made = [tile(province.name, province.column, province.row), ...(islands ? [tile(`${islands.name} (${province.name})`, islands.column, islands.row)] : [])];
    this.tiles.set(province.key, made);
    return made;
  }

  private search(): void {
    const words = this.field.value;
    const place = readPlace(words);
    if (place) {
      this.showList([]);
      this.host.set({ ...place });
      this.field.value = "";
      this.said.textContent = t("Đã lấy tọa độ {place}.", { place: printPlace(place, [t("B"), t("N"), t("Đ"), t("T")]) });
      return;
    }
    this.showList(findProvinces(this.provinces, words).slice(0, SHOWN));
    const link = /^https?:/i.test(words.trim());
    if (link) this.said.textContent = t("Liên kết này không ghi tọa độ. Hãy mở nó, rồi chép tọa độ hoặc địa chỉ đầy đủ trên thanh địa chỉ.");
    else if (words.trim() && !this.found.length) this.said.textContent = t("Không có tỉnh, thành phố nào như vậy. Nơi nhỏ hơn: hãy dán tọa độ, rồi ghi tên ở ô dưới.");
    else this.said.textContent = "";
  }

  private showList(found: Province[]): void {
    this.found = found;
    this.chosen = 0;
    this.list.hidden = found.length === 0;
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    const rows = found.map((one, index) => {
      const row = h("li", { role: "option", id: `${this.listId}-${index}` }, one.name);
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.take(one);
      });
      return row;
    });
    this.list.replaceChildren(...rows);
    this.mark();
  }

  private mark(): void {
    [...this.list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.chosen)));
    if (this.found.length) this.field.setAttribute("aria-activedescendant", `${this.listId}-${this.chosen}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.chosen = (this.chosen + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter" && !event.isComposing && this.found.length) this.take(this.found[this.chosen]!);
    else if (event.key === "Escape" && this.found.length) this.showList([]);
    else if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A province named first gives its seat; one named for a place that stands leaves the place alone. */
  private take(province: Province): void {
    if (!this.host.editable()) return;
    this.showList([]);
    this.field.value = "";
    const { label } = this.host.attrs();
    const atSeat = this.provinces.some((one) => one.lat === this.place?.lat && one.lon === this.place?.lon);
    const place = (!this.place || atSeat) && province.lat !== null ? { lat: province.lat, lon: province.lon } : {};
    const named = !label || this.provinces.some((one) => one.name === label) ? { label: province.name } : {};
    this.host.set({ province: province.key, ...place, ...named });
  }

  private onNudge(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const { place } = this;
    if (!step || !place || !this.host.editable()) return;
    event.preventDefault();
    event.stopPropagation();
    const metres = event.shiftKey ? FINE_STEP_METRES : STEP_METRES;
    this.host.set({ ...moved(place, step[0] * metres, step[1] * metres) });
  }
}

/** Preview of a locator: its place on the schematic map of the country, and the ways to choose it. */
export function placePreview(host: BlockHost, { provinces }: Desk): Preview {
  return new PlacePicker(host, provinces);
}
