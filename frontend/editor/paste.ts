/** Pasted HTML (Word, Google Docs, web pages) brought down to what the document schema knows. */

// Advertising and "read also" of news pages, by the names that they give them.
const BESIDE = [
  ".ads", ".ad", ".banner", ".adsbygoogle", "[class*='advert']", "[id^='ads-']", "[id*='google_ads']", "[class*='related']", "[class*='tin-lien-quan']",
  "[class*='social-share']", "[class*='share-']", "[class*='comment-box']", "nav", "[aria-hidden='true']", "[hidden]",
].join(", ");
const DROPPED = "style, script, meta, link, title, xml, template, noscript, iframe, object, svg, form, button, input, select";
const BLOCK = /^(P|H[1-6]|UL|OL|LI|BLOCKQUOTE|FIGURE|TABLE|PRE|DIV|SECTION|ARTICLE|HR)$/;

/** Return clean HTML; `figure[data-node]` stands for a picture whose file has still to come. */
export function cleanPastedHtml(html: string): string {
  // Our own clipboard already speaks the schema.
  if (html.includes("data-pm-slice")) return html;
  // Even a document that nobody sees would try a style sheet, and the page's rules would log the refusal.
  const body = new DOMParser().parseFromString(html.replace(/<style\b[\s\S]*?<\/style>/gi, ""), "text/html").body;
  body.querySelectorAll(`${DROPPED}, ${BESIDE}`).forEach((element) => element.remove());
  tracked(body);
  footnotes(body);
  removeNoise(body);
  wordLists(body);
  namedMarks(body);
  pictures(body);
  headings(body);
  quotes(body);
  stripAttributes(body);
  unwrapBoxes(body);
  removeEmpty(body);
  return body.innerHTML.normalize("NFC");
}

function rename(element: Element, tag: string): Element {
  const next = element.ownerDocument.createElement(tag);
  next.append(...element.childNodes);
  for (const { name, value } of [...element.attributes]) next.setAttribute(name, value);
  element.replaceWith(next);
  return next;
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/** Changes that Word tracks come in as accepted; who wrote them and when stays behind. */
function tracked(body: HTMLElement): void {
  body.querySelectorAll(".msoDel, del[cite], del[datetime], .MsoCommentReference, [style*='mso-element:comment']").forEach((element) => element.remove());
  body.querySelectorAll("ins").forEach(unwrap);
  body.querySelectorAll("del").forEach((element) => rename(element, "s"));
}

/** Notes at the end of a document become footnotes where their numbers stand: Word's, Google Docs' and those of wikis. */
function footnotes(body: HTMLElement): void {
  for (const sign of [...body.querySelectorAll<HTMLAnchorElement>("a[href*='#_ftn'], a[href*='#_edn'], a[href^='#ftnt'], a[href^='#cite_note']")]) {
    const id = (sign.getAttribute("href") ?? "").replace(/^.*#_?/, "");
    if (/ref/i.test(id)) continue; // the way back from the note
    const note = noteOf(body, id);
    if (!note || note.contains(sign)) continue;
    note.querySelectorAll("a[href*='ref'], .mw-cite-backlink").forEach((back) => back.remove());
    const words = (note.textContent ?? "").replace(/\s+/g, " ").trim().replace(/^(\[\d+\]|[\^↑])\s*/, "");
    const holder = sign.closest("sup") ?? sign;
    if (!words) continue;
    const mark = sign.ownerDocument.createElement("span");
    mark.setAttribute("data-node", "footnote");
    mark.textContent = words;
    holder.replaceWith(mark);
    note.setAttribute("data-note-taken", "");
  }
  body.querySelectorAll("[data-note-taken]").forEach((note) => note.remove());
  body.querySelectorAll("[style*='mso-element:footnote-list'], [style*='mso-element:endnote-list']").forEach((list) => list.querySelector("[id^='ftn'], [id^='edn']") ?? list.remove());
}

/** Return the block that a note's name stands for or in. */
function noteOf(body: HTMLElement, id: string): Element | null {
  const named = [...body.querySelectorAll("[id], [name]")].find((one) => [one.id, one.getAttribute("name")].some((name) => name?.replace(/^_/, "") === id));
  return named?.closest("p, li, div") ?? null;
}

function removeNoise(body: HTMLElement): void {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT);
  const comments: ChildNode[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as CharacterData;
    if (node.nodeType === Node.COMMENT_NODE) comments.push(node);
    // Word breaks its lines inside sentences; hard spaces there are only padding.
    else node.data = node.data.replace(/\u00a0/g, " ").replace(/[\u200b\ufeff\u00ad]/g, "").replace(/[ \t]*\r?\n[ \t]*/g, " ");
  }
  comments.forEach((comment) => comment.remove());
  for (const element of [...body.querySelectorAll("*")]) {
    // o:p, w:sdt and other Office elements are only wrappers.
    if (element.tagName.includes(":")) unwrap(element);
    else if (/display:\s*none|mso-hide:\s*all/.test(element.getAttribute("style") ?? "")) element.remove();
  }
}

/** Turn styles that mean something into the marks that say it. */
function namedMarks(body: HTMLElement): void {
  // Google Docs wraps everything in a <b> that is not bold.
  body.querySelectorAll("b[id^='docs-internal-guid'], b[style*='font-weight:normal'], b[style*='font-weight: normal']").forEach(unwrap);
  for (const element of [...body.querySelectorAll<HTMLElement>("span:not([data-node]), font")]) {
    const style = element.getAttribute("style") ?? "";
    const tags: string[] = [];
    if (/font-weight:\s*(bold|[6-9]00)/.test(style)) tags.push("strong");
    if (/font-style:\s*italic/.test(style)) tags.push("em");
    if (/text-decoration[^;]*underline/.test(style) && !element.closest("a")) tags.push("u");
    if (/text-decoration[^;]*line-through/.test(style)) tags.push("s");
    if (/vertical-align:\s*super/.test(style)) tags.push("sup");
    if (/vertical-align:\s*sub/.test(style)) tags.push("sub");
    for (const tag of tags) {
      const inner = element.ownerDocument.createElement(tag);
      inner.append(...element.childNodes);
      element.append(inner);
    }
    unwrap(element);
  }
}

/** Word writes lists as paragraphs with a bullet typed in front; their depth stands in the style. */
function wordLists(body: HTMLElement): void {
  const items = [...body.querySelectorAll<HTMLElement>("p[style*='mso-list'], p[class*='MsoList']")];
  for (const item of items) {
    const sign = item.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']") ?? item;
    const numbered = /^\s*(\d+|[a-z]|[ivx]+)[.)](\s|$)/i.test(sign.textContent ?? "");
    const depth = Number(/mso-list:[^;]*level(\d+)/.exec(item.getAttribute("style") ?? "")?.[1] ?? 1);
    item.querySelectorAll("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']").forEach((mark) => mark.remove());
    trimStart(item, /^\s*(?:[·•o§▪–-]|(?:\d+|[a-z]|[ivx]+)[.)])\s+/i);
    listAt(item, numbered ? "OL" : "UL", depth).append(rename(item, "li"));
  }
  body.querySelectorAll("[data-word]").forEach((list) => list.removeAttribute("data-word"));
}

/** Return the list right before this item that goes on at this depth, made where there is none. */
function listAt(item: Element, tag: "OL" | "UL", depth: number): Element {
  const make = (): Element => {
    const list = item.ownerDocument.createElement(tag);
    list.setAttribute("data-word", "");
    return list;
  };
  const before = item.previousElementSibling;
  let list = before?.hasAttribute("data-word") && (depth > 1 || before.tagName === tag) ? before : null;
  if (!list) {
    list = make();
    item.before(list);
  }
  for (let level = 2; level <= depth; level += 1) {
    const last: Element | null = list.lastElementChild;
    if (!last) break; // a list that begins deeper than its first level stays at it
    const inner: Element | null = last.lastElementChild;
    const fits: boolean | undefined = inner?.hasAttribute("data-word") && (level < depth || inner.tagName === tag);
    list = fits ? inner! : last.appendChild(make());
  }
  return list;
}

function trimStart(element: Element, pattern: RegExp): void {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const first = walker.nextNode() as Text | null;
  if (first) first.data = first.data.replace(pattern, "");
}

function pictures(body: HTMLElement): void {
  for (const image of [...body.querySelectorAll("img")]) {
    const source = image.getAttribute("src") ?? "";
    // Pixels that count readers, and drawings of a few pixels, are no pictures.
    if (Number(image.getAttribute("width") ?? 99) < 4 || !source) {
      image.remove();
      continue;
    }
    const figure = image.ownerDocument.createElement("div");
    figure.setAttribute("data-node", "figure");
    figure.setAttribute("data-pending", source);
    const alt = image.getAttribute("alt");
    if (alt) figure.setAttribute("data-alt", alt);
    const holder = image.closest("figure");
    const caption = holder?.querySelector("figcaption");
    if (caption) figure.append(...caption.childNodes);
    const place = holder ?? topBlock(image, body);
    place.before(figure);
    if (holder) holder.remove();
    else image.remove();
  }
}

function topBlock(element: Element, body: HTMLElement): Element {
  let place: Element = element;
  while (place.parentElement && place.parentElement !== body && !/^(TD|TH|LI|BLOCKQUOTE)$/.test(place.parentElement.tagName)) {
    place = place.parentElement;
  }
  return place;
}

function headings(body: HTMLElement): void {
  body.querySelectorAll("h1").forEach((heading) => rename(heading, "h2"));
  body.querySelectorAll("h5, h6").forEach((heading) => rename(heading, "h4"));
  // A heading is bold by itself.
  body.querySelectorAll(":is(h2, h3, h4) :is(b, strong)").forEach(unwrap);
  body.querySelectorAll(":is(td, th, li) :is(h2, h3, h4)").forEach((heading) => rename(heading, "p"));
}

/** The last line of a quotation that begins with a dash names who said it. */
function quotes(body: HTMLElement): void {
  for (const quote of body.querySelectorAll("blockquote")) {
    const last = quote.querySelector("cite, footer") ?? quote.lastElementChild;
    const words = last?.textContent?.trim() ?? "";
    const named = last?.matches("cite, footer") || (quote.childElementCount > 1 && /^[—–-]\s*\S/.test(words));
    if (!last || !named || words.length > 120) continue;
    quote.setAttribute("data-attribution", words.replace(/^[—–-]\s*/, ""));
    last.remove();
  }
}

const KEPT: Record<string, string[]> = {
  A: ["href", "title"],
  TD: ["colspan", "rowspan"],
  TH: ["colspan", "rowspan"],
  OL: ["start"],
  BLOCKQUOTE: ["data-attribution"],
};

function stripAttributes(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll("*")]) {
    if (element.hasAttribute("data-node")) continue;
    const kept = KEPT[element.tagName] ?? [];
    for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name);
    // Bookmarks of Word and script links of pages lead nowhere.
    if (element.tagName === "A" && !/^(https?:|mailto:|tel:)/i.test(element.getAttribute("href") ?? "")) unwrap(element);
  }
}

function unwrapBoxes(body: HTMLElement): void {
  for (const box of [...body.querySelectorAll("div:not([data-node]), section, article, main, header, footer, aside, center, details")]) {
    const holdsBlocks = [...box.children].some((child) => BLOCK.test(child.tagName));
    if (holdsBlocks) unwrap(box);
    else rename(box, "p");
  }
}

function removeEmpty(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll("p, h2, h3, h4, li, strong, em, u, b, i")].reverse()) {
    const empty = !element.textContent?.trim() && !element.querySelector("img, br, [data-node], table, hr");
    const onlyBreak = element.tagName === "P" && !element.textContent?.trim() && !element.closest("td, th") && !element.querySelector("[data-node]");
    if (empty && !element.closest("td, th")) element.remove();
    else if (onlyBreak) element.remove();
  }
}
