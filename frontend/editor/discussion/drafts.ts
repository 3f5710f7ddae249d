/** What somebody types beside a story outlives the panel being drawn anew; it is forgotten once it was sent. */

/** Keep the words of every field in `inside` under the field's id until the server has taken them. */
export function keepDrafts(root: Document, inside: string): void {
  const drafts = new Map<string, string>();
  root.addEventListener("input", (event) => {
    const field = event.target as HTMLTextAreaElement;
    if (field.matches?.(`:is(${inside}) textarea[id]`)) drafts.set(field.id, field.value);
  });
  // The server says so before the new panel stands; the form that sent is the event's target.
  root.addEventListener("talk-sent", (event) => {
    const form = (event.target as HTMLElement).closest("form");
    form?.querySelectorAll<HTMLTextAreaElement>("textarea[id]").forEach((field) => drafts.delete(field.id));
    form?.reset();
  });
  root.addEventListener("htmx:afterSwap", () => {
    for (const [id, words] of drafts) {
      const field = root.getElementById(id) as HTMLTextAreaElement | null;
      if (!field || field.value === words) continue;
      field.value = words;
      for (let fold = field.closest("details"); fold; fold = fold.parentElement!.closest("details")) fold.open = true;
    }
  });
}
