/** Form fields for node attributes, one kind per attribute type of the schema. */
import { h, uniqueId } from "../dom";
import { t } from "../labels";
import { parseAttr } from "../schema/attributes";
import { providerOf, type AttrSpec } from "../schema/types";
import type { ArchivePicture } from "../archive";
import type { Desk } from "./host";
import type { Rule } from "./rules";

export interface Field {
  element: HTMLElement;
  /** Show a value, unless the person is typing in the field. */
  show(value: unknown): void;
}

type Change = (value: unknown) => void;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const COMMIT_AFTER_PAUSE_MS = 400;
const waiting = new Set<() => void>();

/** Have `commit` run before the next sending, until it is taken back. */
export function awaitCommit(commit: () => void, waits: boolean): void {
  if (waits) waiting.add(commit);
  else waiting.delete(commit);
}

/** Put every field still being typed in into the document; before sending. */
export function commitFields(): void {
  [...waiting].forEach((commit) => commit());
}

// Words for the values of enum attributes; a value without one shows as it is.
const VALUE_WORDS: Record<string, string> = {
  normal: "Vừa cột chữ",
  wide: "Rộng",
  full: "Tràn màn hình",
  left: "Bên trái",
  right: "Bên phải",
  center: "Giữa",
  grid: "Lưới",
  slides: "Lướt ngang",
  column: "Một cột",
  plain: "Thường",
  background: "Bối cảnh",
  advice: "Lời khuyên",
  numbers: "Con số",
  warning: "Cảnh báo",
  editor: "Lời tòa soạn",
  update: "Cập nhật",
  correction: "Đính chính",
  overlay: "Chữ trên ảnh",
  assisted: "AI hỗ trợ",
  translated: "AI dịch",
  generated: "AI tạo nội dung",
  voice: "Giọng đọc AI",
  image: "Hình ảnh AI",
};

function toControl(spec: AttrSpec): Control {
  switch (spec.type) {
    case "enum":
      return h(
        "select",
        { class: "form-select form-select-sm" },
        ...(spec.values ?? []).map((value) => h("option", { value }, t(VALUE_WORDS[value] ?? value))),
      );
    case "strings":
      return h("textarea", { class: "form-control form-control-sm", rows: 3 });
    case "integer":
    case "number":
      return h("input", {
        type: "number",
        class: "form-control form-control-sm",
        min: spec.min,
        max: spec.max,
        step: spec.type === "integer" ? 1 : "any",
      });
    case "datetime":
      return h("input", { type: "datetime-local", class: "form-control form-control-sm" });
    case "url":
      return h("input", { type: "url", class: "form-control form-control-sm", placeholder: "https://…" });
    case "boolean":
      return h("input", { type: "checkbox", class: "form-check-input" });
    case "json":
      return h("textarea", { class: "form-control form-control-sm font-monospace", rows: 4, spellcheck: "false" });
    default:
      return h("input", { type: "text", class: "form-control form-control-sm" });
  }
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

function localMinute(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const day = `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
  return `${day}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

function readControl(control: Control, spec: AttrSpec): unknown {
  if (control instanceof HTMLInputElement && spec.type === "boolean") return control.checked;
  const text = control.value.normalize("NFC");
  if (spec.type === "strings") return text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (spec.type === "datetime") return text ? new Date(text).toISOString() : null;
  if (spec.type === "json" && !text.trim()) return null;
  return parseAttr(spec, spec.type === "string" ? text : text.trim());
}

function writeControl(control: Control, spec: AttrSpec, value: unknown): void {
  if (control instanceof HTMLInputElement && spec.type === "boolean") control.checked = value === true;
  else if (spec.type === "strings") control.value = Array.isArray(value) ? value.join("\n") : "";
  else if (spec.type === "datetime") control.value = typeof value === "string" ? localMinute(value) : "";
  else if (spec.type === "json") control.value = value === null ? "" : JSON.stringify(value, null, 2);
  else control.value = value === null || value === undefined ? "" : String(value);
}

function isMissing(spec: AttrSpec, value: unknown): boolean {
  return !!spec.required && (value === null || value === "" || (Array.isArray(value) && value.length === 0));
}

/** Build a labelled field that reports its value after a short pause in typing and on leaving. */
export function attributeField(spec: AttrSpec, onChange: Change, asksFor = spec.required, rule: Rule = {}): Field {
  const control = toControl(spec);
  if (rule.hint) control.setAttribute("placeholder", t(rule.hint));
  control.id = uniqueId("field");
  const problem = h("span", { class: "se-field-problem", id: `${control.id}-problem` });
  control.setAttribute("aria-describedby", problem.id);
  let timer = 0;
  let shown: unknown;

  const commit = (): void => {
    window.clearTimeout(timer);
    waiting.delete(commit);
    const typed = readControl(control, spec);
    const value = rule.tidy ? rule.tidy(typed) : typed;
    if (JSON.stringify(value) === JSON.stringify(shown)) return;
    shown = value;
    mark(value);
    onChange(value);
  };
  const mark = (value: unknown): void => {
    const missing = !!asksFor && isMissing({ ...spec, required: true }, value);
    const foreign = spec.type === "url" && typeof value === "string" && !/^https?:\/\//i.test(value);
    control.setAttribute("aria-invalid", String(missing || foreign));
    control.classList.toggle("se-missing", missing || foreign);
    const wrong = missing || foreign ? "" : (rule.check?.(value) ?? "");
    if (wrong) control.setAttribute("aria-invalid", "true");
    problem.textContent = missing ? t("Cần có") : foreign ? t("Địa chỉ phải bắt đầu bằng https://") : wrong;
  };
  control.addEventListener("input", () => {
    window.clearTimeout(timer);
    waiting.add(commit);
    timer = window.setTimeout(commit, COMMIT_AFTER_PAUSE_MS);
  });
  control.addEventListener("change", commit);
  control.addEventListener("blur", commit);

  const label = h("label", { for: control.id, class: "se-field-label" }, t(spec.label));
  const row = spec.type === "boolean" ? [control, label] : [label, control];
  return {
    element: h("div", { class: `se-field se-field-${spec.type}` }, ...row, problem),
    show(value) {
      mark(value);
      if (waiting.has(commit)) return;
      shown = value;
      writeControl(control, spec, value);
    },
  };
}

/** Build a field that holds an asset: choose a file, see that it is there, take it away. */
export function assetField(
  spec: AttrSpec,
  accept: string,
  { media, choosePicture }: Desk,
  onChange: Change,
  onPicture = (chosen: ArchivePicture): void => onChange(chosen.id),
): Field {
  const id = uniqueId("asset");
  const picture = h("img", { class: "se-asset-thumb", alt: "", hidden: true });
  const file = h("input", { type: "file", id, accept, class: "visually-hidden" });
  const choose = h("button", { type: "button", class: "btn btn-sm" }, t("Chọn tệp"));
  const state = h("span", { class: "se-field-problem", role: "status" });
  const archive = h("button", { type: "button", class: "btn btn-sm" }, t("Chọn từ kho"));
  archive.hidden = !choosePicture || !accept.startsWith("image");
  archive.addEventListener("click", () => choosePicture?.(onPicture));
  choose.addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    file.value = "";
    if (!chosen) return;
    choose.disabled = true;
    media
      .upload(chosen, (percent) => (state.textContent = t("Đang tải lên {percent}%", { percent })))
      .then(
        (uploaded) => onChange(uploaded.id),
        (error: Error) => (state.textContent = error.message),
      )
      .finally(() => (choose.disabled = false));
  });
  const label = h("label", { for: id, class: "se-field-label" }, t(spec.label));
  return {
    element: h("div", { class: "se-field se-field-asset" }, label, h("div", { class: "se-asset" }, picture, choose, archive, file), state),
    show(value) {
      const asset = typeof value === "string" ? value : "";
      const address = asset && accept.startsWith("image") ? media.address(asset) : null;
      picture.hidden = !address;
      if (address) picture.src = address;
      choose.textContent = asset ? t("Thay tệp") : t("Chọn tệp");
      state.textContent = asset ? (address ? "" : t("Đã có tệp")) : spec.required ? t("Cần có") : "";
    },
  };
}

/** Explain an embed's address: its platform's name, or why it cannot be used. */
export function embedProvider(address: unknown): string | null {
  return typeof address === "string" ? providerOf(address) : null;
}
