// What is put into a page that is tortured: a clock that jumps, hands that find a place, a memory of every letter.
(() => {
  const Real = Date;
  let shift = 0;
  window.Date = class extends Real {
    constructor(...given) {
      if (given.length) super(...given);
      else super(Real.now() + shift);
    }
    static now() {
      return Real.now() + shift;
    }
  };
  const found = (text) => new Set(text.match(/[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]/g) ?? []);
  const told = { typed: [], deleted: [], saved: 0 };
  let watched = null;

  const paragraphs = () => {
    const spots = [];
    watched.state.doc.descendants((node, at) => {
      if (node.isTextblock) spots.push({ from: at + 1, to: at + 1 + node.content.size });
    });
    return spots;
  };
  const pick = (list, fraction) => list[Math.min(list.length - 1, Math.floor(fraction * list.length))];

  window.torture = {
    told,
    jump: (ms) => (shift += ms),
    /** Note from now on which letters this person puts and takes away, and how far the page said that all is saved. */
    watch() {
      const { editor } = window.storyEditor;
      if (watched === editor) return;
      watched = editor;
      editor.on("transaction", ({ transaction }) => {
        if (!transaction.docChanged || transaction.getMeta("y-sync$")) return;
        const before = found(transaction.before.textContent);
        const after = found(transaction.doc.textContent);
        told.typed.push(...[...after].filter((letter) => !before.has(letter)));
        told.deleted.push(...[...before].filter((letter) => !after.has(letter)));
      });
      document.addEventListener("input", ({ target, data }) => {
        if (target.dataset?.field === "headline") told.typed.push(...found(data ?? ""));
      });
      document.addEventListener("story-editor:state", ({ detail }) => {
        if (detail.kind === "saved") told.saved = told.typed.length;
      });
    },
    /** Set the caret somewhere in the body. */
    caret([where, at]) {
      const { from, to } = pick(paragraphs(), where);
      watched.chain().setTextSelection(from + Math.floor(at * (to - from + 1))).focus().run();
    },
    /** Delete a few letters of one paragraph, in one step: no key may meet words that moved meanwhile. */
    cut([where, at, length]) {
      const { from, to } = pick(paragraphs(), where);
      const start = from + Math.floor(at * (to - from + 1));
      const end = Math.min(start + length, to);
      if (start < end) watched.commands.deleteRange({ from: start, to: end });
    },
    headline(at) {
      const field = document.querySelector("[data-field=headline]");
      const place = Math.floor(at * (field.value.length + 1));
      field.focus();
      field.setSelectionRange(place, place);
    },
    shown: () => ({
      headline: window.storyEditor.doc.getText("headline").toString(),
      body: JSON.stringify(watched.getJSON()),
      text: watched.getText({ blockSeparator: "\n" }),
      state: window.storyEditor.state.kind,
    }),
  };
})();
