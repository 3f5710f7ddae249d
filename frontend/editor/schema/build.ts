/** Tiptap extensions made from the document schema: one per node and mark, none that the schema does not name. */
import { Extension, Mark, Node, type Attributes, type Extensions, type NodeViewRenderer } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { CodeBlock } from "@tiptap/extension-code-block";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { Link } from "@tiptap/extension-link";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Subscript } from "@tiptap/extension-subscript";
import { Superscript } from "@tiptap/extension-superscript";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Text } from "@tiptap/extension-text";
import { Underline } from "@tiptap/extension-underline";
import { suggestionMark } from "../suggest/marks";
import { attributesOf } from "./attributes";
import { MARKS, NODES, type MarkSpec, type NodeSpec } from "./types";

// Tiptap's own extensions bring commands, shortcuts and typing rules; the schema overrules what they may hold.
const NODE_BASES: Record<string, Node> = {
  doc: Document as Node,
  text: Text as Node,
  paragraph: Paragraph as Node,
  heading: Heading.configure({ levels: [2, 3, 4] }) as Node,
  bulletList: BulletList as Node,
  orderedList: OrderedList as Node,
  listItem: ListItem as Node,
  blockquote: Blockquote as Node,
  codeBlock: CodeBlock as Node,
  horizontalRule: HorizontalRule as Node,
  hardBreak: HardBreak as Node,
  table: Table as Node,
  tableRow: TableRow as Node,
  tableHeader: TableHeader as Node,
  tableCell: TableCell as Node,
};

const MARK_BASES: Record<string, Mark> = {
  link: Link.configure({ openOnClick: false, defaultProtocol: "https", HTMLAttributes: {} }) as Mark,
  bold: Bold as Mark,
  italic: Italic as Mark,
  underline: Underline as Mark,
  strike: Strike as Mark,
  subscript: Subscript as Mark,
  superscript: Superscript as Mark,
  code: Code as Mark,
  insertion: suggestionMark("insertion", "ins"),
  deletion: suggestionMark("deletion", "del"),
  formatting: suggestionMark("formatting", "span"),
};

const natural = (name: string): Attributes[string] => ({
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (values) => (values[name] ? { [name]: values[name] as string } : {}),
});
const span = (name: string): Attributes[string] => ({
  parseHTML: (element) => Number(element.getAttribute(name) ?? 1) || 1,
  renderHTML: (values) => (values[name] === 1 ? {} : { [name]: values[name] as number }),
});

// Attributes that HTML itself carries.
const NATURAL: Record<string, Attributes> = {
  heading: { level: { rendered: false } },
  orderedList: { start: span("start") },
  tableCell: { colspan: span("colspan"), rowspan: span("rowspan") },
  tableHeader: { colspan: span("colspan"), rowspan: span("rowspan") },
  link: { href: natural("href"), title: natural("title") },
};

function nodeExtension(name: string, spec: NodeSpec, view: NodeViewRenderer | undefined): Node {
  const base = NODE_BASES[name];
  const rules = {
    name,
    group: spec.group ?? "",
    content: spec.content,
    marks: spec.marks ?? "_",
    inline: spec.inline ?? false,
    atom: spec.atom ?? false,
    draggable: spec.draggable ?? false,
    isolating: spec.isolating ?? false,
    defining: spec.defining ?? false,
    code: spec.code ?? false,
    tableRole: spec.tableRole,
    topNode: name === "doc",
    addAttributes: () => attributesOf(spec.attrs, NATURAL[name]),
    ...(view ? { addNodeView: () => view } : {}),
  };
  if (name === "text" || name === "doc") return base!.extend({ marks: rules.marks, content: rules.content || undefined });
  if (base) return base.extend(rules);
  const tag = spec.inline ? "span" : "div";
  const holds = spec.content !== "";
  return Node.create({
    ...rules,
    parseHTML: () => [{ tag: `[data-node="${name}"]`, priority: 60 }],
    renderHTML: ({ HTMLAttributes }) =>
      holds ? [tag, { "data-node": name, ...HTMLAttributes }, 0] : [tag, { "data-node": name, ...HTMLAttributes }],
  });
}

function markExtension(name: string, spec: MarkSpec): Mark {
  const rules = {
    name,
    inclusive: spec.inclusive ?? true,
    // ProseMirror's own default (a mark excludes itself) has to be named, or Tiptap keeps the base's rule.
    excludes: spec.excludes ?? name,
    addAttributes: () => attributesOf(spec.attrs, NATURAL[name]),
  };
  const base = MARK_BASES[name];
  if (base) return base.extend(rules);
  return Mark.create({
    ...rules,
    parseHTML: () => [{ tag: `[data-mark="${name}"]` }],
    renderHTML: ({ HTMLAttributes }) => ["span", { "data-mark": name, ...HTMLAttributes }, 0],
  });
}

const TextAlign = Extension.create({
  name: "textAlignment",
  addKeyboardShortcuts() {
    const align = (textAlign: string | null) => () =>
      this.editor.commands.updateAttributes(this.editor.isActive("heading") ? "heading" : "paragraph", { textAlign });
    return { "Mod-Shift-l": align(null), "Mod-Shift-e": align("center"), "Mod-Shift-r": align("right") };
  },
});

/** Return the extensions of all nodes and marks, with the given views where a node needs its own. */
export function schemaExtensions(views: Record<string, NodeViewRenderer> = {}): Extensions {
  return [
    ...Object.entries(NODES).map(([name, spec]) => nodeExtension(name, spec, views[name])),
    ...Object.entries(MARKS).map(([name, spec]) => markExtension(name, spec)),
    ListKeymap,
    TextAlign,
  ];
}
