/** The three marks of a suggestion, and whose they are. */
import { Mark as MarkExtension } from "@tiptap/core";
import type { Mark, Node } from "@tiptap/pm/model";
import { t } from "../labels";
import { MARKS } from "../schema/types";

/** What every mark of a suggestion carries; marks of one author with the same id are one suggestion. */
export interface Signed {
  id: string;
  author: string;
  at: string;
}

/** A stretch of text under one set of marks. */
export interface Piece {
  from: number;
  to: number;
  marks: readonly Mark[];
}

const COLOURS = 8;
const WORDS: Record<string, string> = { insertion: "Đề nghị thêm", deletion: "Đề nghị bỏ", formatting: "Đề nghị đổi định dạng" };
let people: Record<string, string> = {};

/** Names by person id, as the page gives them. */
export function knowPeople(names: Record<string, string>): void {
  people = names;
}

/** Return the name of a person who suggests. */
export function nameOf(author: string): string {
  return people[author] ?? t("Người đã rời cơ quan");
}

/** Return the class that colours a person's suggestions: the same in every browser. */
export function colourOf(author: string): string {
  let mixed = 0x811c9dc5; // FNV-1a: ids that differ in one digit come far apart
  for (const letter of author) mixed = Math.imul(mixed ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return `se-by-${(mixed >>> 13) % COLOURS}`;
}

/** Return the moment as people here write it. */
export function momentOf(at: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return "";
  const format = new Intl.DateTimeFormat(document.documentElement.lang || "vi", { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" });
  return format.format(moment);
}

export const isSuggestion = (mark: Mark): boolean => MARKS[mark.type.name]?.kind === "suggestion";
export const isFormat = (mark: Mark): boolean => MARKS[mark.type.name]?.kind === "format";
export const signedBy = (mark: Mark, author: string): boolean => mark.attrs.author === author;

/** Return what the mark is signed with. */
export function signature(mark: Mark): Signed {
  return { id: String(mark.attrs.id), author: String(mark.attrs.author), at: String(mark.attrs.at) };
}

/** Return the mark of this name, if the text has it. */
export function markNamed(marks: readonly Mark[], name: string): Mark | undefined {
  return marks.find((mark) => mark.type.name === name);
}

/** Return the pieces of text between two places, in reading order. */
export function piecesBetween(doc: Node, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  doc.nodesBetween(from, to, (node, place) => {
    if (node.isText) pieces.push({ from: Math.max(from, place), to: Math.min(to, place + node.nodeSize), marks: node.marks });
  });
  return pieces.filter((piece) => piece.to > piece.from);
}

/** The mark's look: coloured by person, with name and time on hover. */
export function suggestionMark(name: string, tag: string): MarkExtension {
  return MarkExtension.create({
    name,
    parseHTML: () => [{ tag: `[data-mark="${name}"]` }],
    renderHTML({ HTMLAttributes, mark }) {
      const { author, at } = signature(mark as Mark);
      const title = `${t(WORDS[name] ?? "")} · ${nameOf(author)} · ${momentOf(at)}`;
      return [tag, { ...HTMLAttributes, "data-mark": name, class: `se-suggestion ${colourOf(author)}`, title }, 0];
    },
  });
}
