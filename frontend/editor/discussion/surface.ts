/** How a comment is begun in the text: a button beside the selection, a key, and for readers a bubble of their own. */
import { Extension, type Editor } from "@tiptap/core";
import { BubbleMenu } from "@tiptap/extension-bubble-menu";
import { h, icon } from "../dom";
import { t } from "../labels";
import type { Tool } from "../surface/tools";
import { threadMarks } from "./marks";
import { Talk } from "./talk";

import iconComment from "@tabler/icons/outline/message-plus.svg?raw";

const KEYS = "Ctrl+Alt+M";
const talks = new WeakMap<Editor, Talk>();

/** Say whether the page has a place for discussions: it has none for who may not take part. */
function hasPanel(): boolean {
  return document.getElementById("talk") !== null;
}

/** The button beside a selection; none where nobody may comment. */
export function commentTools(): Tool[] {
  if (!hasPanel()) return [];
  return [{ key: "comment", label: t("Bình luận"), icon: iconComment, keys: KEYS, run: (editor) => void talks.get(editor)?.begin() }];
}

/** Marks in the text, the key, and the bubble for people who read but do not write. */
export function discussion(): Extension {
  let talk: Talk | null = null;
  const label = t("Bình luận");
  const button = h("button", { type: "button", class: "se-tool", "aria-label": label, title: `${label} (${KEYS})` }, icon(iconComment));
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => talk?.begin());
  const element = h("div", { class: "se-bubble", role: "toolbar", "aria-label": label }, button);
  return Extension.create({
    name: "discussion",
    addExtensions: () => [
      threadMarks((thread) => talk?.choose(thread)),
      BubbleMenu.extend({ name: "readersBubble" }).configure({
        pluginKey: "readersBubble",
        element,
        shouldShow: ({ editor, state }) => hasPanel() && !editor.isEditable && !state.selection.empty,
      }),
    ],
    onCreate() {
      if (!hasPanel()) return;
      talk = new Talk(this.editor);
      talks.set(this.editor, talk);
      // A text that is only read has no focus, so the page listens for the key.
      document.addEventListener("keydown", (event) => {
        if (event.ctrlKey && event.altKey && event.code === "KeyM" && talk?.begin()) event.preventDefault();
      });
    },
  });
}
