/** A modal dialog in the shell's look; the browser's own element brings focus trap and Escape. */
import { h, icon, uniqueId } from "../dom";
import { t } from "../labels";
import iconClose from "@tabler/icons/outline/x.svg?raw";

export interface Dialog {
  close(): void;
}

/** Show `body` under a title; buttons stand below. `onClose` runs however it ends. */
export function openDialog(title: string, body: HTMLElement, buttons: HTMLElement[] = [], onClose = (): void => undefined): Dialog {
  const id = uniqueId("dialog");
  const shut = h("button", { type: "button", class: "se-icon-button", "aria-label": t("Đóng") }, icon(iconClose));
  const dialog = h(
    "dialog",
    { class: "se-dialog", "aria-labelledby": id },
    h("div", { class: "se-dialog-head" }, h("h2", { id, class: "se-dialog-title" }, title), shut),
    h("div", { class: "se-dialog-body" }, body),
    buttons.length ? h("div", { class: "se-dialog-foot" }, ...buttons) : null,
  );
  shut.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { close: () => dialog.close() };
}

/** Ask for one line or paragraph of text. Resolves to null when the person turns away. */
export function askText(
  title: string,
  options: { label: string; value: string; kind: "line" | "text" | "url"; remove?: string },
): Promise<string | null> {
  return new Promise((resolve) => {
    const id = uniqueId("ask");
    const field =
      options.kind === "text"
        ? h("textarea", { id, class: "form-control", rows: 4 })
        : h("input", { id, class: "form-control", type: options.kind === "url" ? "url" : "text", inputmode: options.kind });
    field.value = options.value;
    let answer: string | null = null;
    const form = h("form", {}, h("label", { for: id, class: "form-label" }, options.label), field);
    const save = h("button", { type: "submit", class: "btn btn-primary" }, t("Lưu"));
    const buttons: HTMLElement[] = [save];
    const finish = (value: string): void => {
      answer = value;
      dialog.close();
    };
    if (options.remove) {
      const remove = h("button", { type: "button", class: "btn btn-ghost-danger me-auto" }, options.remove);
      remove.addEventListener("click", () => finish(""));
      buttons.unshift(remove);
    }
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      finish(field.value.trim().normalize("NFC"));
    });
    save.addEventListener("click", () => finish(field.value.trim().normalize("NFC")));
    const dialog = openDialog(title, form, buttons, () => resolve(answer));
    field.focus();
    field.select();
  });
}
