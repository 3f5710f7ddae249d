// The parts of the shell that decide something.
import { beforeEach, expect, test, vi } from "vitest";
import { bindDialogs } from "./dialogs";
import { explainFailures } from "./failures";
import { keepFolds } from "./folds";
import { concerns, keepLive, markBackground, topicsOf } from "./live";
import { bindOnce } from "./once";
import { labelCells, reachWideTables } from "./tables";
import { bindToasts } from "./toasts";

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static last: FakeSource;
  readyState = 1;
  constructor(readonly url: string) {
    super();
    FakeSource.last = this;
  }
  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
  say(topic: string, key: string): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ topic, key }) }));
  }
}

function show(html: string): void {
  document.head.innerHTML = '<meta name="live-stream" content="/song/">';
  document.body.innerHTML = html;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
});

test("topics of a page are named once, in order", () => {
  show('<div data-live="stories releases"></div><p data-live="stories"></p>');
  expect(topicsOf(document)).toEqual(["releases", "stories"]);
});

test("a key narrows an element to one thing; a message without key concerns all", () => {
  show('<div data-live="stories" data-live-key="1"></div>');
  const element = document.querySelector("div")!;
  expect(concerns(element, { topic: "stories", key: "1" })).toBe(true);
  expect(concerns(element, { topic: "stories", key: "2" })).toBe(false);
  expect(concerns(element, { topic: "stories", key: "" })).toBe(true);
  expect(concerns(element, { topic: "releases", key: "1" })).toBe(false);
});

test("a burst of messages refreshes an element once, and not while somebody types in it", () => {
  show('<div data-live="stories" id="a"></div><div data-live="stories" id="b"><input></div>');
  const refreshed: string[] = [];
  document.addEventListener("live", (event) => refreshed.push((event.target as Element).id), true);
  keepLive(document);
  expect(FakeSource.last.url).toMatch(/^\/song\/\?topics=stories&age=\d+$/);
  document.querySelector("input")!.focus();
  for (const key of ["1", "2", "3"]) FakeSource.last.say("stories", key);
  vi.advanceTimersByTime(500);
  expect(refreshed).toEqual(["a"]);
  document.querySelector("input")!.blur();
  vi.advanceTimersByTime(2100);
  expect(refreshed.filter((name) => name === "b")).toEqual(["b"]);
});

test("a form that holds what is not sent yet is not drawn anew", () => {
  show(
    '<div data-live="details"><form method="post"><input name="a" value="cũ"><textarea name="b">cũ</textarea>' +
      '<select name="c"><option>1<option selected>2</select><input type="checkbox" name="d" checked></form></div>',
  );
  const part = document.querySelector<HTMLElement>("[data-live]")!;
  let refreshed = 0;
  part.addEventListener("live", () => (refreshed += 1));
  keepLive(document);
  const seen = (): number => {
    const before = refreshed;
    FakeSource.last.say("details", "1");
    vi.advanceTimersByTime(2500);
    return refreshed - before;
  };
  expect(seen()).toBe(1);
  const form = document.querySelector("form")!;
  for (const touch of [
    () => (form.querySelector("input")!.value = "mới"),
    () => (form.querySelector("textarea")!.value = "mới"),
    () => (form.querySelector("select")!.selectedIndex = 0),
    () => (form.querySelector<HTMLInputElement>("[type=checkbox]")!.checked = false),
  ]) {
    touch();
    expect(seen()).toBe(0);
    form.reset();
    vi.advanceTimersByTime(2500);
  }
  part.insertAdjacentHTML("beforeend", "<p data-unsaved></p>");
  expect(seen()).toBe(0);
});

test("a part that is drawn anew keeps what was opened and closed", () => {
  const part = (open: string): string => `<details class="fold" ${open}><summary>Chi tiết</summary></details><details class="fold"><summary>Lịch sử</summary></details>`;
  show(`<aside id="side">${part("open")}</aside>`);
  keepFolds(document);
  const side = document.querySelector<HTMLElement>("#side")!;
  const [first, second] = [...side.querySelectorAll("details")];
  first!.open = false;
  second!.open = true;
  document.dispatchEvent(new CustomEvent("htmx:beforeSwap", { detail: { target: side } }));
  side.innerHTML = part("open");
  document.dispatchEvent(new CustomEvent("htmx:afterSwap"));
  expect([...side.querySelectorAll("details")].map((fold) => fold.open)).toEqual([false, true]);
});

test("after an answer that is no stream it asks again later", () => {
  show('<div data-live="stories"></div>');
  keepLive(document);
  const first = FakeSource.last;
  first.close();
  first.dispatchEvent(new Event("error"));
  vi.advanceTimersByTime(21_000);
  expect(FakeSource.last).not.toBe(first);
});

test("cells get the names of their columns", () => {
  show(
    '<table class="list-table"><thead><tr><th>Tin bài</th><th>Khâu</th></tr></thead>' +
      "<tbody><tr><td>a</td><td>b</td></tr><tr><td colspan=2>c</td></tr></tbody></table>",
  );
  labelCells(document);
  const labels = [...document.querySelectorAll("td")].map((cell) => cell.dataset["label"]);
  expect(labels).toEqual(["Tin bài", "Khâu", undefined]);
});

test("the keyboard reaches a table only while it scrolls", () => {
  show('<div class="table-frame"><table><caption>Nhiệm vụ</caption></table></div>');
  const frame = document.querySelector<HTMLElement>(".table-frame")!;
  vi.spyOn(frame, "clientWidth", "get").mockReturnValue(300);
  const width = vi.spyOn(frame, "scrollWidth", "get").mockReturnValue(500);
  reachWideTables(document);
  expect([frame.tabIndex, frame.getAttribute("role"), frame.getAttribute("aria-label")]).toEqual([0, "region", "Nhiệm vụ"]);
  width.mockReturnValue(300);
  reachWideTables(document);
  expect(frame.hasAttribute("tabindex")).toBe(false);
});

test("a failed request says the sentence of the server's page", () => {
  show('<div id="toasts"></div><template id="toast-form"><div class="toast-note"><span class="toast-words"></span></div></template>');
  bindToasts(document);
  explainFailures(document);
  const xhr = {
    status: 403,
    responseText: "<p data-sentence>Chỉ Tổng Biên tập duyệt bài này.</p>",
    getResponseHeader: () => "text/html",
  };
  document.body.dispatchEvent(new CustomEvent("htmx:responseError", { bubbles: true, detail: { xhr } }));
  expect(document.querySelector(".toast-error")?.textContent).toBe("Chỉ Tổng Biên tập duyệt bài này.");
});

test("requests that nobody made by hand are marked", () => {
  markBackground(document);
  const ask = (triggeringEvent?: Event) => {
    const detail = { headers: {} as Record<string, string>, triggeringEvent };
    document.dispatchEvent(new CustomEvent("htmx:configRequest", { detail }));
    return detail.headers["X-Hoitu-Background"];
  };
  expect([ask(), ask(new Event("live")), ask(new Event("click"))]).toEqual(["1", "1", undefined]);
});

test("Escape closes an open menu and gives the focus back", () => {
  show('<details class="menu" open><summary>Thêm</summary><button>Sửa</button></details>');
  bindDialogs(document);
  document.querySelector("button")!.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  expect(document.querySelector("details")!.open).toBe(false);
  expect(document.activeElement?.tagName).toBe("SUMMARY");
});

test("a posted form is sent once, by each of its buttons, until the answer is there", () => {
  show('<form method="post"><button name="a">A</button><button name="b">B</button></form><form><button>C</button></form>');
  bindOnce(document);
  const presses = (selector: string): boolean => {
    const button = document.querySelector<HTMLButtonElement>(selector)!;
    const event = new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: button });
    return button.form!.dispatchEvent(event);
  };
  expect(["[name=a]", "[name=a]", "[name=b]", "[name=b]"].map(presses)).toEqual([true, false, true, false]);
  expect([presses("form:last-child button"), presses("form:last-child button")]).toEqual([true, true]);
  vi.advanceTimersByTime(8_000);
  expect(presses("[name=b]")).toBe(true);
  expect(presses("[name=b]")).toBe(false);
  window.dispatchEvent(new Event("pageshow"));
  expect(presses("[name=b]")).toBe(true);
});
