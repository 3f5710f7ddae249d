/**
 * Texts of the editor. The Vietnamese sentence is the key, as in the rest of the newsroom; a page in English gets
 * `labels.en.json`, and `data-labels` may replace single sentences.
 */

let table: Record<string, string> = {};

/** Use these sentences instead of the Vietnamese ones. */
export function useLabels(labels: Record<string, string>): void {
  table = labels;
}

/** Return the sentence in the language of the page, with `{name}` places filled. */
export function t(sentence: string, places: Record<string, string | number> = {}): string {
  return (table[sentence] ?? sentence).replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in places ? String(places[name]) : whole,
  );
}
