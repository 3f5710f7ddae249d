/** A figure's point of interest and frame: press the picture or move the point by keys, and see what each cut keeps. */
import { h, uniqueId } from "../dom";
import { t } from "../labels";
import type { BlockHost, Desk, Preview } from "./host";
import { picturePreview } from "./preview";

const FRAMES: { value: string | null; label: string; shape: string }[] = [
  { value: null, label: "Nguyên ảnh", shape: "auto" },
  { value: "16:9", label: "16:9", shape: "16 / 9" },
  { value: "4:3", label: "4:3", shape: "4 / 3" },
  { value: "1:1", label: "1:1", shape: "1" },
  { value: "3:4", label: "3:4", shape: "3 / 4" },
];
const STEPS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP_PERCENT = 5;
const FINE_STEP_PERCENT = 1;
const MIDDLE = 50;

/** Return where a press on a box lies, in whole per cent from its left and top. */
export function pointIn(box: { left: number; top: number; width: number; height: number }, x: number, y: number): [number, number] {
  const percent = (offset: number, length: number): number => Math.min(100, Math.max(0, Math.round((100 * offset) / (length || 1))));
  return [percent(x - box.left, box.width), percent(y - box.top, box.height)];
}

class FocusTool {
  readonly element: HTMLElement;
  private readonly group = uniqueId("frame");
  private readonly picture = h("img", { alt: "", draggable: "false" });
  private readonly mark = h("span", { class: "se-focus-mark" });
  private readonly stage = h("button", { type: "button", class: "se-focus-stage" }, this.picture, this.mark);
  private readonly reset = h("button", { type: "button", class: "btn btn-sm" }, t("Về giữa ảnh"));
  private readonly frames = FRAMES.map((frame) => this.frame(frame));

  constructor(
    private readonly host: BlockHost,
    private readonly shown: HTMLImageElement,
  ) {
    const help = h("p", { class: "se-focus-help" }, t("Bấm vào chỗ quan trọng nhất của ảnh, hoặc dùng phím mũi tên. Mọi khung cắt giữ chỗ ấy trong hình."));
    const row = h("div", { class: "se-focus-frames", role: "radiogroup", "aria-label": t("Khung cắt trong bài") }, ...this.frames.map((one) => one.element));
    this.element = h(
      "details",
      { class: "se-focus se-own", contenteditable: "false" },
      h("summary", {}, t("Cắt ảnh và tâm ảnh")),
      h("div", { class: "se-focus-body" }, this.stage, h("div", {}, help, row, this.reset)),
    );
    this.stage.addEventListener("click", (event) => event.detail && this.move(...pointIn(this.picture.getBoundingClientRect(), event.clientX, event.clientY)));
    this.stage.addEventListener("keydown", (event) => this.onKey(event));
    this.reset.addEventListener("click", () => this.host.set({ focusX: null, focusY: null }));
  }

  update(): void {
    const { asset, ratio } = this.host.attrs();
    const editable = this.host.editable();
    const [x, y] = this.point;
    this.element.hidden = !asset || this.shown.hidden;
    if (this.picture.src !== this.shown.src) this.picture.src = this.shown.src;
    this.mark.style.left = `${x}%`;
    this.mark.style.top = `${y}%`;
    this.stage.disabled = this.reset.disabled = !editable;
    this.stage.setAttribute("aria-label", t("Tâm ảnh: {x}% từ trái, {y}% từ trên. Dùng phím mũi tên để dời, giữ Shift để dời từng chút.", { x, y }));
    this.frames.forEach((frame) => frame.show(this.shown.src, x, y, (ratio ?? null) as string | null, editable));
    this.shown.style.aspectRatio = FRAMES.find((frame) => frame.value === ratio)?.shape ?? "auto";
    this.shown.style.maxHeight = ratio ? "none" : "";
    this.shown.style.objectFit = ratio ? "cover" : "";
    this.shown.style.objectPosition = `${x}% ${y}%`;
  }

  private get point(): [number, number] {
    const { focusX, focusY } = this.host.attrs() as { focusX: number | null; focusY: number | null };
    return [focusX ?? MIDDLE, focusY ?? MIDDLE];
  }

  private move(x: number, y: number): void {
    if (this.host.editable()) this.host.set({ focusX: x, focusY: y });
  }

  private onKey(event: KeyboardEvent): void {
    const way = STEPS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? FINE_STEP_PERCENT : STEP_PERCENT;
    const inside = (value: number): number => Math.min(100, Math.max(0, value));
    const [x, y] = this.point;
    this.move(inside(x + way[0] * step), inside(y + way[1] * step));
  }

  private frame({ value, label, shape }: (typeof FRAMES)[number]): { element: HTMLElement; show(src: string, x: number, y: number, ratio: string | null, editable: boolean): void } {
    const picture = h("img", { alt: "" });
    const radio = h("input", { type: "radio", class: "visually-hidden", name: this.group });
    radio.addEventListener("change", () => this.host.set({ ratio: value }));
    picture.style.aspectRatio = shape;
    return {
      element: h("label", { class: "se-focus-frame" }, radio, picture, h("span", {}, t(label))),
      show(src, x, y, ratio, editable) {
        if (picture.src !== src) picture.src = src;
        picture.style.objectPosition = `${x}% ${y}%`;
        radio.checked = ratio === value;
        radio.disabled = !editable;
      },
    };
  }
}

/** Preview of a figure: its picture, and below it what may be cut away. */
export function figurePreview(host: BlockHost, desk: Desk): Preview {
  const picture = picturePreview(host, desk);
  const shown = picture.element.querySelector("img")!;
  const tool = new FocusTool(host, shown);
  shown.addEventListener("load", () => tool.update());
  tool.update();
  return {
    element: h("div", { contenteditable: "false" }, picture.element, tool.element),
    update() {
      picture.update();
      tool.update();
    },
    destroy: () => picture.destroy?.(),
  };
}
