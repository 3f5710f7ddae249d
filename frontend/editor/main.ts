/** Entry: asks for the story's words at once; the editor, which takes longer to read than they to come, follows. */
import { readPage } from "./page";
import { askFirst } from "./sync/first";
import "./styles/editor.css";
import "./styles/blocks.css";
import "./styles/people.css";
import "./styles/proof.css";
import "./styles/tools.css";
import "./styles/suggest.css";
import "./discussion/discussion.css";

const root = document.getElementById("story-editor");
if (root) {
  const settings = readPage(root);
  const first = askFirst(settings);
  void Promise.all([import("./story"), shellIsThere()]).then(([{ openStory }]) => openStory(root, settings, first));
}

/** This script runs before the page's other ones; what they listen to stands when all of them have run. */
function shellIsThere(): Promise<unknown> {
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (document.readyState === "complete" || (visit?.domContentLoadedEventStart ?? 0) > 0) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
}
