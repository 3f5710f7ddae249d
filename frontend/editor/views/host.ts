/** What a block view and its parts know of each other, and of the newsroom around them. */
import type { Editor } from "@tiptap/core";
import type { ArchivePicture } from "../archive";
import type { Province } from "../maps/provinces";
import type { Media } from "../media";

/** What parts of a block view may ask of it. */
export interface BlockHost {
  attrs(): Record<string, unknown>;
  /** Change these attributes only: each is one value of the shared document, and the others may be changing elsewhere. */
  set(values: Record<string, unknown>): void;
  /** Whether attributes may be changed now; words are another matter, see `mayShape`. */
  editable(): boolean;
  position(): number | undefined;
}

/** The picture of a block beside its fields. */
export interface Preview {
  element: HTMLElement;
  update(): void;
  destroy?(): void;
}

export type MovingKind = "video" | "audio";

/** What blocks ask of the newsroom. */
export interface Desk {
  media: Media;
  /** Where a chart is drawn as readers will see it, and a spreadsheet is read; empty where a page has neither. */
  chartUrl: string;
  sheetUrl: string;
  /** The provinces a locator may name. */
  provinces: Province[];
  token(): string;
  /** Let the person choose a picture of the archive; missing for somebody who may not see it. */
  choosePicture?(take: (picture: ArchivePicture) => void): void;
  /** Let the person choose a video or recording of the archive; missing as above. */
  chooseMoving?(kind: MovingKind, take: (chosen: ArchivePicture) => void): void;
  /** Where the captions of an asset are read and kept, with `{id}`; empty where a page has none. */
  captionsUrl: string;
}

const watchers = new WeakMap<Editor, Set<() => void>>();

/** Say whether this person may change blocks now. Who suggests changes words only: a suggestion knows no attributes. */
export function mayShape(editor: Editor): boolean {
  return editor.isEditable && !(editor.storage as { suggesting?: { on(): boolean } }).suggesting?.on();
}

/** Be told when `mayShape` may have changed; returns the way out. */
export function onShaping(editor: Editor, watcher: () => void): () => void {
  const all = watchers.get(editor) ?? new Set();
  watchers.set(editor, all.add(watcher));
  return () => all.delete(watcher);
}

/** Tell every block of an editor to look again at what it may. */
export function shapingChanged(editor: Editor): void {
  watchers.get(editor)?.forEach((watcher) => watcher());
}
