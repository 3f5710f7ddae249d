/** Before and after as readers will see it: one picture over the other, a line that goes by pointer and keys. */
import { h } from "../dom";
import { t } from "../labels";
import type { BlockHost, Desk, Preview } from "./host";

/** Shapes that differ by less than this look alike; more is cut from the second picture. */
const LIKE_SHAPES = 0.02;

interface Size {
  naturalWidth: number;
  naturalHeight: number;
}

/** Say whether two loaded pictures have one shape; true while either is not there yet. */
export function sameShape(one: Size, other: Size): boolean {
  if (!one.naturalHeight || !other.naturalHeight) return true;
  const ratio = (size: Size): number => size.naturalWidth / size.naturalHeight;
  return Math.abs(ratio(one) / ratio(other) - 1) <= LIKE_SHAPES;
}

/** Preview of two pictures to compare; nothing until both are chosen. */
export function comparePreview(host: BlockHost, { media }: Desk): Preview {
  const before = h("img", { alt: "", class: "se-compare-before", draggable: "false" });
  const after = h("img", { alt: "", class: "se-compare-after", draggable: "false" });
  const field = h("input", { type: "range", min: 0, max: 100, value: 50, "aria-label": t("Kéo để so sánh hai ảnh") });
  const stage = h("div", { class: "se-compare-stage" }, before, after, field);
  const said = h("p", { class: "se-compare-said", role: "status" });
  const swap = h("button", { type: "button", class: "btn btn-sm" }, t("Đổi chỗ hai ảnh"));
  const element = h("div", { class: "se-compare se-own", contenteditable: "false" }, stage, said, swap);
  const compare = (): void => stage.style.setProperty("--se-at", `${field.value}%`);
  const judge = (): void => {
    said.textContent = sameShape(before, after) ? "" : t("Hai ảnh khác khuôn hình: ảnh sau bị cắt cho vừa ảnh trước. Nên chọn hai ảnh chụp cùng một chỗ, cùng khuôn.");
  };
  const show = (image: HTMLImageElement, asset: unknown): boolean => {
    const address = typeof asset === "string" && asset ? media.address(asset) : null;
    if (address && image.getAttribute("src") !== address) image.src = address;
    return address !== null;
  };
  field.addEventListener("input", compare);
  [before, after].forEach((image) => image.addEventListener("load", judge));
  swap.addEventListener("click", () => {
    const { before: first, after: second } = host.attrs();
    host.set({ before: second, after: first });
  });
  const update = (): void => {
    const attrs = host.attrs();
    const both = [show(before, attrs.before), show(after, attrs.after)].every(Boolean);
    element.hidden = !both;
    swap.disabled = !host.editable();
    if (both) judge();
  };
  compare();
  update();
  return { element, update };
}
