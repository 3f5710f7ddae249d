/** What part of the window a writer sees: above a phone's keyboard and the bars that stand on it. */
import type { EditorView } from "@tiptap/pm/view";

const ROOM_PX = 12;

/** Return the visible stretch of the window, in pixels from its top. */
export function sight(): { top: number; bottom: number } {
  const viewport = window.visualViewport;
  const top = viewport?.offsetTop ?? 0;
  const bottom = top + (viewport?.height ?? window.innerHeight);
  const bars = [".se-toolbar", ".se-foot"].flatMap((name) => document.querySelector<HTMLElement>(name) ?? []);
  return bars.reduce(
    (seen, bar) => {
      const box = bar.getBoundingClientRect();
      const below = box.top > (top + bottom) / 2;
      return below ? { ...seen, bottom: Math.min(seen.bottom, box.top) } : { ...seen, top: Math.max(seen.top, box.bottom) };
    },
    { top, bottom },
  );
}

/** Scroll until the caret is seen; ProseMirror's own way knows neither keyboard nor toolbar. */
export function showCaret(view: EditorView): void {
  const { from, to, head } = view.state.selection;
  const caret = view.coordsAtPos(head);
  const { top, bottom } = sight();
  // A block that is chosen as a whole may be higher than the window: its head is enough.
  const low = from === to || head === to ? caret.bottom : caret.top;
  if (low + ROOM_PX > bottom) window.scrollBy({ top: low + ROOM_PX - bottom, behavior: "instant" });
  else if (caret.top - ROOM_PX < top) window.scrollBy({ top: caret.top - ROOM_PX - top, behavior: "instant" });
}
