/** Where a reader of a 360° picture looks first: press the flat picture, or go by the arrow keys. */
import { h } from "../dom";
import { t } from "../labels";
import { pointIn } from "./focus";
import type { BlockHost, Desk, Preview } from "./host";
import { picturePreview } from "./preview";

const STEPS: Record<string, [yaw: number, pitch: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const STEP_DEGREES = 10;
const FINE_STEP_DEGREES = 1;
const TURN = 360;
const STEEPEST = 90;
/** A whole sphere is drawn twice as wide as high. */
const SPHERE_RATIO = 2;

/** Return a direction within a turn: yaw from -180 to 180, 0 in the middle of the picture; pitch from -90 to 90. */
export function direction(yaw: number, pitch: number): [yaw: number, pitch: number] {
  const around = ((((yaw + TURN / 2) % TURN) + TURN) % TURN) - TURN / 2;
  return [Math.round(around), Math.round(Math.min(STEEPEST, Math.max(-STEEPEST, pitch)))];
}

/** Return the direction of a place on the flat picture, in per cent from its left and top; `ratio` is width by height. */
export function directionAt(left: number, top: number, ratio: number): [yaw: number, pitch: number] {
  const height = TURN / Math.max(ratio, SPHERE_RATIO);
  return direction((left / 100 - 0.5) * TURN, (0.5 - top / 100) * height);
}

/** Return where a direction lies on the flat picture, in per cent: what `directionAt` takes back. */
export function placeOf(yaw: number, pitch: number, ratio: number): [left: number, top: number] {
  const height = TURN / Math.max(ratio, SPHERE_RATIO);
  const [around, up] = direction(yaw, pitch);
  return [(around / TURN + 0.5) * 100, Math.min(100, Math.max(0, (0.5 - up / height) * 100))];
}

/** Preview of a 360° picture with the point that is seen first. */
export function panoramaPreview(host: BlockHost, desk: Desk): Preview {
  const picture = picturePreview(host, desk);
  const shown = picture.element.querySelector("img")!;
  const flat = h("img", { alt: "", draggable: "false" });
  const mark = h("span", { class: "se-focus-mark" });
  const stage = h("button", { type: "button", class: "se-focus-stage" }, flat, mark);
  const said = h("p", { class: "se-compare-said", role: "status" });
  const help = h("p", { class: "se-focus-help" }, t("Bấm vào chỗ bạn đọc nhìn thấy đầu tiên, hoặc dùng phím mũi tên (giữ Shift để dời từng độ)."));
  const tool = h("div", { class: "se-direction se-own", contenteditable: "false" }, help, stage, said);
  const ratio = (): number => flat.naturalWidth / (flat.naturalHeight || 1) || SPHERE_RATIO;
  const now = (): [number, number] => direction(Number(host.attrs().yaw ?? 0), Number(host.attrs().pitch ?? 0));
  const look = ([yaw, pitch]: [number, number]): void => {
    if (host.editable()) host.set({ yaw, pitch });
  };
  const update = (): void => {
    picture.update();
    tool.hidden = !host.attrs().asset || shown.hidden;
    if (!tool.hidden && flat.src !== shown.src) flat.src = shown.src;
    const [yaw, pitch] = now();
    const [left, top] = placeOf(yaw, pitch, ratio());
    mark.style.left = `${left}%`;
    mark.style.top = `${top}%`;
    stage.disabled = !host.editable();
    stage.setAttribute("aria-label", t("Hướng nhìn đầu: {yaw}° ngang, {pitch}° lên xuống", { yaw, pitch }));
    const odd = flat.naturalWidth > 0 && Math.abs(ratio() - SPHERE_RATIO) > 0.1;
    said.textContent = odd ? t("Ảnh không có khuôn 2:1 của ảnh 360° trọn vẹn: bạn đọc chỉ xoay được trong dải ảnh này.") : "";
  };
  stage.addEventListener("click", (event) => {
    if (event.detail === 0) return; // a press by key has no place
    const [left, top] = pointIn(flat.getBoundingClientRect(), event.clientX, event.clientY);
    look(directionAt(left, top, ratio()));
  });
  stage.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const size = event.shiftKey ? FINE_STEP_DEGREES : STEP_DEGREES;
    const [yaw, pitch] = now();
    look(direction(yaw + step[0] * size, pitch + step[1] * size));
  });
  [shown, flat].forEach((image) => image.addEventListener("load", update));
  update();
  return { element: h("div", { contenteditable: "false" }, picture.element, tool), update, destroy: () => picture.destroy?.() };
}
