/** The view of a block with attributes: name, fields around the text it holds, and its preview. */
import type { NodeViewRenderer, NodeViewRendererProps } from "@tiptap/core";
import type { Node as PMNode } from "@tiptap/pm/model";
import { NodeSelection } from "@tiptap/pm/state";
import type { NodeView, ViewMutationRecord } from "@tiptap/pm/view";
import type { ArchivePicture } from "../archive";
import { h, icon } from "../dom";
import { t } from "../labels";
import { nodeSpec, PROVIDERS, type AttrSpec } from "../schema/types";
import { leaveBlockAt, moveHere } from "../surface/keys";
import { extrasFor } from "./extras";
import { assetField, attributeField, commitFields, embedProvider, type Field } from "./field";
import { mayShape, onShaping, type BlockHost, type Desk, type Preview } from "./host";
import { LOOKS, type Look } from "./looks";
import { ruleOf } from "./rules";

export type Attrs = Record<string, unknown>;

// Those of this block itself: a box holds other blocks, which see to their own.
const CONTROLS = ":is(:scope > .se-fields, :scope > .se-head) :is(input, select, textarea, button)";

class BlockView implements NodeView {
  dom: HTMLElement;
  contentDOM: HTMLElement | null = null;
  private node: PMNode;
  private preview: Preview | null = null;
  private readonly fields = new Map<string, Field>();
  private readonly host: BlockHost;
  private readonly stopWatching: () => void;

  constructor(
    private readonly props: NodeViewRendererProps,
    private readonly look: Look,
    private readonly desk: Desk,
  ) {
    this.node = props.node;
    this.host = {
      attrs: () => this.node.attrs,
      set: (values) => this.set(values),
      editable: () => mayShape(this.props.editor),
      position: () => this.props.getPos(),
    };
    const name = this.node.type.name;
    const spec = nodeSpec(name);
    this.dom = h("div", { class: `se-block se-${name}`, "data-node": name, role: "group", "aria-label": t(spec.label) });
    if (look.framed) this.dom.append(this.head(spec.label));
    this.addPreview();
    this.addFields(look.above, "se-fields se-above");
    if (spec.content) this.addContent(name, spec.content_label);
    this.addFields(look.below, "se-fields se-below");
    this.dom.addEventListener("keydown", this.onKey);
    this.stopWatching = onShaping(props.editor, () => this.show());
    this.show();
  }

  private head(label: string): HTMLElement {
    const extras = extrasFor(this.node.type.name, this.props.editor, this.desk, this.host);
    const title = h("span", { class: "se-head-name" }, icon(this.look.icon), t(label));
    return h("div", { class: "se-head", contenteditable: "false", "data-drag-handle": "" }, title, ...extras);
  }

  private addPreview(): void {
    const place = h("div", { contenteditable: "false" });
    if (!this.look.preview) return;
    this.dom.append(place);
    const put = (preview: Preview): void => {
      this.preview = preview;
      place.replaceWith(preview.element);
    };
    const made = this.look.preview(this.host, this.desk);
    if (made instanceof Promise) void made.then(put);
    else put(made);
  }

  private addContent(name: string, placeholder?: string): void {
    this.contentDOM = h(name === "table" ? "tbody" : "div", { class: "se-content" });
    const invitation = placeholder ?? this.look.invitation;
    if (invitation) this.contentDOM.dataset.placeholder = t(invitation);
    this.dom.append(
      name === "table"
        ? h("div", { class: "se-table-scroll" }, h("table", { class: "se-grid" }, this.contentDOM))
        : this.contentDOM,
    );
  }

  private addFields(names: string[], className: string): void {
    if (!names.length) return;
    const row = h("div", { class: className, contenteditable: "false" });
    for (const name of names) {
      const field = this.field(name);
      this.fields.set(name, field);
      row.append(field.element);
    }
    this.dom.append(row);
  }

  private field(name: string): Field {
    const spec = nodeSpec(this.node.type.name).attrs[name] as AttrSpec;
    const change = (value: unknown): void => this.set(this.implied(name, value));
    if (spec.type === "uuid") {
      return assetField(spec, this.look.accept?.[name] ?? "image/*", this.desk, change, (chosen) => this.set(this.fromArchive(name, chosen)));
    }
    return attributeField(spec, change, spec.required || this.look.asksFor?.includes(name), ruleOf(this.node.type.name, name));
  }

  /** The archive knows who made a picture; what two pictures show together it does not. */
  private fromArchive(name: string, { id, alt, credit }: ArchivePicture): Attrs {
    const now = this.node.attrs;
    const words: Attrs = {};
    if (name !== "poster" && "credit" in now && !now.credit && credit) words.credit = credit;
    if (name === "asset" && "alt" in now && !now.alt && alt) words.alt = alt;
    return { [name]: id, ...words };
  }

  private implied(name: string, value: unknown): Attrs {
    if (this.node.type.name === "embed" && name === "url") return { url: value, provider: embedProvider(value) };
    return { [name]: value };
  }

  private set(values: Attrs): void {
    const position = this.props.getPos();
    if (position === undefined || !this.host.editable()) return;
    const { view } = this.props.editor;
    view.dispatch(view.state.tr.setNodeMarkup(position, undefined, { ...this.node.attrs, ...values }));
  }

  private show(): void {
    const { attrs } = this.node;
    this.fields.forEach((field, name) => field.show(attrs[name]));
    this.preview?.update();
    for (const shown of ["layout", "tone", "kind"]) if (attrs[shown]) this.dom.dataset[shown] = String(attrs[shown]);
    if (this.contentDOM) this.contentDOM.toggleAttribute("data-empty", this.holdsNothing());
    if (this.node.type.name === "embed") this.showProvider();
    const editable = this.host.editable();
    this.dom.querySelectorAll<HTMLInputElement>(CONTROLS).forEach((one) => (one.disabled = !editable));
  }

  private holdsNothing(): boolean {
    const { content } = this.node;
    const only = content.childCount === 1 ? content.firstChild : null;
    return content.size === 0 || (only?.type.name === "paragraph" && only.content.size === 0);
  }

  private showProvider(): void {
    const { url, provider } = this.node.attrs as { url: string | null; provider: string | null };
    const foreign = url?.startsWith("https://") && !provider;
    this.dom.dataset.problem = foreign ? t("Nền tảng này không có trong danh sách được nhúng.") : "";
    const name = this.dom.querySelector<HTMLElement>(".se-head-name");
    if (name) name.dataset.provider = provider ? (PROVIDERS[provider]?.label ?? "") : "";
  }

  /** Enter in a field goes on to the words: the block's own, or those below it. */
  private onKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const position = this.props.getPos();
    if (position !== undefined && !event.defaultPrevented && target.closest(".se-block") === this.dom && this.chooseBlock(event, position)) return;
    if (event.key !== "Enter" || event.isComposing || !target.matches("input") || position === undefined) return;
    event.preventDefault();
    commitFields();
    if (this.contentDOM && target.closest(".se-above")) this.props.editor.chain().focus(position + 1).run();
    else leaveBlockAt(this.props.editor, position + this.node.nodeSize);
  };

  /** From a field, Escape chooses the whole block, for keys that move or delete it; those that move it go at once. */
  private chooseBlock(event: KeyboardEvent, position: number): boolean {
    const target = event.target as HTMLElement;
    const inField = !this.contentDOM?.contains(target) && target.matches("input, select, textarea, button");
    const step = event.altKey && event.shiftKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined;
    if (!inField || event.isComposing || (event.key !== "Escape" && !step)) return false;
    event.preventDefault();
    event.stopPropagation();
    commitFields();
    const { editor } = this.props;
    editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, position)));
    editor.view.focus();
    if (step) moveHere(editor, step);
    return true;
  }

  update(node: PMNode): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  selectNode(): void {
    this.dom.classList.add("se-selected");
  }

  deselectNode(): void {
    this.dom.classList.remove("se-selected");
  }

  stopEvent(event: Event): boolean {
    const target = event.target as HTMLElement;
    if (this.contentDOM?.contains(target)) return false;
    if (target.closest(".se-head") && /^drag|^mouse/.test(event.type)) return false;
    return target.closest("input, textarea, select, button, video, audio, .se-chart, .se-own") !== null;
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    if (mutation.type === "selection") return !this.contentDOM?.contains(mutation.target);
    return !this.contentDOM?.contains(mutation.target) || (mutation.target === this.contentDOM && mutation.type === "attributes");
  }

  destroy(): void {
    this.stopWatching();
    this.preview?.destroy?.();
  }
}

/** Return the node views of all blocks that have a look of their own. */
export function blockViews(desk: Desk): Record<string, NodeViewRenderer> {
  return Object.fromEntries(
    Object.entries(LOOKS).map(([name, look]) => [
      name,
      (props: NodeViewRendererProps) => new BlockView(props, look, desk),
    ]),
  );
}
