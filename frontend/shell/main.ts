// What every newsroom page needs: htmx, dialogs, menus, toasts, colours, live parts. Pages work without it, but slower.
import "./main.css";
import htmx from "htmx.org";
import { keepLive, markBackground } from "./live";
import { bindDialogs } from "./dialogs";
import { bindThemes } from "./themes";
import { bindSignOut } from "./sign-out";
import { bindOnce } from "./once";
import { bindToasts, toast } from "./toasts";
import { labelCells, watchWideTables } from "./tables";
import { explainFailures } from "./failures";
import { keepFolds } from "./folds";

declare global {
  interface Window {
    htmx: typeof htmx;
    hoitu: { toast: typeof toast };
  }
}

// Islands and browser tests reach the same two doors that templates use.
window.htmx = htmx;
window.hoitu = { toast };

bindDialogs(document);
bindThemes(document);
bindToasts(document);
bindSignOut(document);
bindOnce(document);
explainFailures(document);
keepFolds(document);
labelCells(document);
watchWideTables(document);
// The menu is longer than some screens: where one is must be in sight.
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest" });
// On a phone the row of tabs is longer than the screen: the one that is open must be in sight.
document.querySelector(".tab-row [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
document.addEventListener("htmx:load", (event) => {
  labelCells(event.target as HTMLElement);
  watchWideTables(document);
});
markBackground(document);
keepLive(document);
