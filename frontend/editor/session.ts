/** One story open in one page: document, way to the server, writing surface. */
import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Dropcursor, Gapcursor, Placeholder } from "@tiptap/extensions";
import { Selection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { chooseFromArchive, chooseMovingFromArchive, openArchive } from "./archive";
import { keepBothFigures } from "./charts/together";
import { discussion } from "./discussion/surface";
import { h } from "./dom";
import { t } from "./labels";
import { Media } from "./media";
import type { PageSettings } from "./page";
import { intake, pickPictures, placeUpload } from "./pictures";
import { Proofing } from "./proof/proofing";
import { schemaExtensions } from "./schema/build";
import { blockChoices, type BlockChoice } from "./surface/blocks";
import { Find, findPanel } from "./surface/find";
import { blockHandle } from "./surface/handle";
import { NewsKeys } from "./surface/keys";
import { openOutline, openShortcuts } from "./surface/panels";
import { showCaret } from "./surface/sight";
import { slashMenu } from "./surface/slash";
import { Suggesting } from "./suggest";
import { buildStatus, type StatusBar } from "./surface/status";
import { bindTextField } from "./surface/text-field";
import { buildToolbar, selectionBubble } from "./surface/toolbar";
import { csrfToken, SyncEndpoint } from "./sync/http";
import type { First } from "./sync/first";
import type { DocumentLink, SaveState, StoryStanding, WritingMode } from "./sync/link";
import { LocalCopy } from "./sync/local-copy";
import { socketUrl } from "./sync/socket";
import { StoryLink } from "./sync/story-link";
import { UnsentWords } from "./unsent";
import { TablePaste } from "./tables/paste";
import { TableKeys } from "./tables/tools";
import { carets, peopleBar, showField } from "./surface/people";
import { blockViews } from "./views/block";
import { commitFields } from "./views/field";
import { footnoteView, Footnotes } from "./views/footnote";
import { shapingChanged, type Desk } from "./views/host";

const COMPOSITION_SETTLES_MS = 30;
const NARROW_BELOW_PX = 780;
const COUNT_AFTER_PAUSE_MS = 300;

export class EditorSession {
  readonly doc = new Y.Doc();
  editor: Editor | null = null;
  state: SaveState = { kind: "opening" };
  standing: StoryStanding | null = null;
  private readonly status: StatusBar;
  private readonly link: DocumentLink;
  private readonly media: Media;
  private readonly people: HTMLElement;
  private readonly suggesting: Suggesting;
  private readonly unsentWords: UnsentWords;
  private readonly page = h("div", { class: "se-page" });
  private readonly notice = h("div", { class: "se-notice", role: "status", hidden: true });
  private fields: HTMLTextAreaElement[] = [];
  private countTimer = 0;

  private constructor(
    readonly root: HTMLElement,
    private readonly settings: PageSettings,
    private readonly copy: LocalCopy,
  ) {
    const token = (): string => csrfToken(settings.csrfCookie, settings.csrf);
    this.status = buildStatus(settings.signInUrl);
    const heard = { onState: (state: SaveState) => this.onState(state), onStanding: (standing: StoryStanding) => this.onStanding(standing) };
    this.link = new StoryLink(this.doc, new SyncEndpoint(settings.syncUrl, token), copy, heard, socketUrl(settings.socketPath));
    keepBothFigures(this.doc, () => this.mayWrite);
    this.people = peopleBar(this.link.awareness);
    this.unsentWords = new UnsentWords(this.doc, this.link, settings.proposeUrl, token);
    this.suggesting = new Suggesting(settings.person, settings.people);
    this.media = new Media(
      {
        uploadUrl: settings.uploadUrl,
        assetUrl: settings.assetUrl,
        token,
        sentences: {
          offline: t("Mất kết nối."),
          refused: t("Máy chủ không nhận tệp này."),
          tooLarge: t("Tệp quá lớn. Hãy giảm kích thước rồi tải lại."),
          signedOut: t("Phiên làm việc đã hết. Hãy đăng nhập lại ở thẻ mới rồi thử lại."),
        },
      },
      (pending, uploaded) => this.editor && placeUpload(this.editor, pending, uploaded),
    );
  }

  /** Open the story in this element. */
  static async open(root: HTMLElement, settings: PageSettings, first: First): Promise<EditorSession> {
    const copy = LocalCopy.in(await first.database, settings.person, settings.story);
    const session = new EditorSession(root, settings, copy);
    root.classList.add("se");
    root.replaceChildren(session.notice, session.unsentWords.element, session.people, session.page, session.status.element);
    session.page.append(h("p", { class: "se-opening", role: "status" }, t("Đang mở bài…")));
    session.guardLeaving();
    // Writing into an empty page that only failed to load would frighten: wait for words or the server's "none yet".
    if (await session.link.open(first)) session.mount();
    return session;
  }

  /** Send everything to the server. True when it is stored there. */
  flush(): Promise<boolean> {
    commitFields();
    return this.link.flush();
  }

  close(): void {
    this.link.close();
    this.editor?.destroy();
    this.doc.destroy();
  }

  private mount(): void {
    if (this.editor) return;
    const headline = this.textField("headline", t("Tít"), t("Tít bài"), "se-headline");
    const standfirst = this.textField("standfirst", t("Sapo"), t("Sapo: ai, việc gì, ở đâu, khi nào"), "se-standfirst");
    const body = h("div", { class: "se-body" });
    this.fields = [headline, standfirst];
    this.page.replaceChildren(headline, standfirst, body);
    const { archiveUrl } = this.settings;
    const fromArchive = archiveUrl ? (editor: Editor): void => openArchive(editor, this.media, archiveUrl) : undefined;
    const choices = blockChoices({ fromDevice: (editor, gallery) => pickPictures(editor, this.media, gallery), fromArchive });
    const proofing = this.proofing();
    const editor = this.createEditor(body, choices, proofing);
    this.editor = editor;
    const find = findPanel(editor);
    const toolbar = buildToolbar(editor, choices, {
      pickPicture: () => pickPictures(editor, this.media, false),
      pickFromArchive: fromArchive && (() => fromArchive(editor)),
      find: () => find.open(),
      outline: () => openOutline(editor),
      shortcuts: openShortcuts,
    });
    this.root.prepend(toolbar, find.element, ...this.suggesting.mount(editor, toolbar));
    if (proofing) this.proofread(proofing, editor, toolbar);
    this.moveBetweenFields(headline, standfirst);
    this.listenForKeys(() => find.open(), toolbar);
    this.guardComposition();
    this.followKeyboard();
    new ResizeObserver(() => this.root.toggleAttribute("data-narrow", this.root.offsetWidth < NARROW_BELOW_PX)).observe(this.root);
    editor.on("update", () => this.countSoon());
    this.doc.on("update", () => this.countSoon());
    this.count();
    this.showStanding();
    this.root.dispatchEvent(new CustomEvent("story-editor:ready", { bubbles: true, detail: this }));
  }

  private createEditor(element: HTMLElement, choices: BlockChoice[], proofing: Proofing | undefined): Editor {
    return new Editor({
      element,
      editable: this.mayWrite || this.mode === "suggest",
      // The page's style rules forbid injected styles; editor.css has these few lines.
      injectCSS: false,
      extensions: [
        ...schemaExtensions({ ...blockViews(this.desk()), footnote: footnoteView }),
        Collaboration.configure({ document: this.doc, field: "body" }),
        NewsKeys, Find, Footnotes, Gapcursor,
        Dropcursor.configure({ color: "var(--tblr-primary, #066fd1)", width: 2 }),
        Placeholder.configure({ placeholder: t("Viết nội dung, hoặc gõ / để chèn khối") }),
        carets(this.link.awareness), TablePaste, TableKeys, intake(this.media), slashMenu(choices), selectionBubble(), blockHandle(), discussion(),
        this.suggesting.mode.extension(), ...(proofing ? [proofing.extension()] : []),
      ],
      editorProps: {
        handleScrollToSelection: (view) => {
          // First ProseMirror's own way, which knows what scrolls inside the page; then what it does not know.
          queueMicrotask(() => view.isDestroyed || showCaret(view));
          return false;
        },
        attributes: {
          role: "textbox", "aria-multiline": "true", "aria-label": t("Nội dung"), class: "se-prose", lang: "vi", spellcheck: "false",
        },
      },
    });
  }

  private desk(): Desk {
    const { archiveUrl, movingUrl, captionsUrl, chartUrl, sheetUrl, provinces, csrfCookie, csrf } = this.settings;
    const chooseMoving: Desk["chooseMoving"] = movingUrl ? (kind, take) => chooseMovingFromArchive(this.media, movingUrl, kind, take) : undefined;
    const choosePicture: Desk["choosePicture"] = archiveUrl ? (take) => chooseFromArchive(this.media, archiveUrl, take) : undefined;
    const token = (): string => csrfToken(csrfCookie, csrf);
    return { media: this.media, chartUrl, sheetUrl, provinces, token, choosePicture, chooseMoving, captionsUrl };
  }

  private proofing(): Proofing | undefined {
    const { proofUrl: url, proofAllowUrl: allowUrl, csrfCookie, csrf } = this.settings;
    return url ? new Proofing(this.fields, { url, allowUrl, token: () => csrfToken(csrfCookie, csrf) }) : undefined;
  }

  private proofread(proofing: Proofing, editor: Editor, toolbar: HTMLElement): void {
    proofing.begin(editor);
    toolbar.append(proofing.controls);
    this.root.addEventListener("keydown", (event) => proofing.onKey(event) && event.preventDefault(), { capture: true });
  }

  private textField(name: string, label: string, placeholder: string, className: string): HTMLTextAreaElement {
    const field = h("textarea", {
      class: className, rows: 1, placeholder, "aria-label": label, "data-field": name, lang: "vi", spellcheck: "false",
      enterkeyhint: "next",
    });
    const grow = (): void => {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight}px`;
    };
    field.addEventListener("input", grow);
    field.addEventListener("text-shown", grow);
    new ResizeObserver(grow).observe(this.page);
    bindTextField(field, this.doc.getText(name));
    showField(this.link.awareness, field, name);
    field.readOnly = !this.mayWrite;
    return field;
  }

  private moveBetweenFields(headline: HTMLTextAreaElement, standfirst: HTMLTextAreaElement): void {
    const onEnter = (field: HTMLTextAreaElement, next: () => void): void =>
      field.addEventListener("keydown", (event) => {
        // The Enter that ends a composition belongs to the input method.
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        next();
      });
    onEnter(headline, () => standfirst.focus());
    onEnter(standfirst, () => this.focusBody("start"));
    // A click below the last line means "write on there".
    this.page.addEventListener("mousedown", (event) => {
      if (event.target !== this.page || !this.editor?.isEditable) return;
      event.preventDefault();
      this.writeOnAtEnd(this.editor);
    });
  }

  private writeOnAtEnd(editor: Editor): void {
    const last = editor.state.doc.lastChild;
    if (last?.type.name !== "paragraph") {
      editor.commands.insertContentAt(editor.state.doc.content.size, { type: "paragraph" });
    }
    this.focusBody("end");
  }

  /** At once: Tiptap's own focus waits a frame, and fast typing would still go to the old field. */
  focusBody(place: "start" | "end"): void {
    const { editor } = this;
    if (!editor) return;
    const { doc, tr } = editor.state;
    editor.view.dispatch(tr.setSelection(place === "start" ? Selection.atStart(doc) : Selection.atEnd(doc)).scrollIntoView());
    editor.view.focus();
  }

  private listenForKeys(find: () => void, toolbar: HTMLElement): void {
    this.root.addEventListener("keydown", (event) => {
      if (event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (control && key === "f") find();
      else if (control && key === "s") void this.flush();
      else if (control && key === "/") openShortcuts();
      else if (event.altKey && key === "f10") toolbar.querySelector<HTMLElement>("[tabindex='0']")?.focus();
      else return;
      event.preventDefault();
    });
  }

  /** Other people's words moving the text break a syllable being composed; they wait those few moments. */
  private guardComposition(): void {
    this.root.addEventListener("compositionstart", () => this.link.hold());
    this.root.addEventListener("compositionend", () =>
      window.setTimeout(() => this.link.release(), COMPOSITION_SETTLES_MS),
    );
  }

  /** Keep the phone's toolbar above its keyboard. */
  private followKeyboard(): void {
    const viewport = window.visualViewport;
    if (!viewport) return;
    let before = 0;
    const follow = (): void => {
      const hidden = Math.max(0, window.innerHeight - viewport.height - viewport.offsetTop);
      this.root.style.setProperty("--se-keyboard", `${hidden}px`);
      const opened = hidden > before;
      before = hidden;
      // The keyboard has come over the line that is being written.
      if (opened && this.editor?.isFocused) showCaret(this.editor.view);
    };
    viewport.addEventListener("resize", follow);
    viewport.addEventListener("scroll", follow);
    // Asked at once, it would have the browser lay out the whole story before its first picture.
    requestAnimationFrame(follow);
  }

  private guardLeaving(): void {
    window.addEventListener("beforeunload", (event) => {
      commitFields();
      this.link.leave();
      const stuck = !["saved", "saving", "unsaved", "opening"].includes(this.state.kind) || !this.copy.works;
      if (this.link.unsent && stuck) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => document.hidden && commitFields(), { capture: true });
  }

  private get mayWrite(): boolean {
    return this.mode === "write";
  }

  /** A server that tells no mode says by `mayWrite` whether the page's own still holds. */
  private get mode(): WritingMode {
    const { standing, settings } = this;
    if (standing?.mode) return standing.mode;
    const told = settings.mode ?? (settings.mayWrite ? "write" : "read");
    if (!standing || standing.mayWrite === (told === "write")) return told;
    return standing.mayWrite ? (told === "suggest" ? told : "write") : "read";
  }

  private onState(state: SaveState): void {
    this.state = state;
    this.status.state(state);
    this.unsentWords.follow(state);
    this.root.dispatchEvent(new CustomEvent("story-editor:state", { bubbles: true, detail: state }));
  }

  private onStanding(standing: StoryStanding): void {
    const before = this.standing;
    this.standing = standing;
    if (!this.editor) queueMicrotask(() => this.mount());
    if (before?.stage === standing.stage && before.mayWrite === standing.mayWrite && before.mode === standing.mode && before.lock === standing.lock) return;
    this.showStanding();
    if (before) this.root.dispatchEvent(new CustomEvent("story-editor:stage", { bubbles: true, detail: standing }));
  }

  private showStanding(): void {
    const { mode } = this;
    const writes = mode === "write";
    const types = writes || mode === "suggest";
    this.suggesting.follow(mode);
    this.root.toggleAttribute("data-reading", !types);
    this.notice.hidden = writes;
    this.notice.textContent = writes ? "" : this.standingWords(mode);
    this.fields.forEach((field) => (field.readOnly = !writes));
    if (this.editor && this.editor.isEditable !== types) this.editor.setEditable(types);
    if (this.editor) shapingChanged(this.editor);
  }

  private standingWords(mode: WritingMode): string {
    if (this.standing?.lock) return this.standing.lock;
    if (mode === "suggest") return t("Bạn đang đề nghị sửa: chữ gõ vào chờ người giữ bài trả lời. Tít và sapo chỉ xem được; muốn sửa hãy ghi bình luận.");
    if (mode === "comment") return t("Bạn xem và bình luận được ở bài này.");
    return t("Bạn đang xem bài ở chế độ chỉ đọc.");
  }

  private countSoon(): void {
    window.clearTimeout(this.countTimer);
    this.countTimer = window.setTimeout(() => this.count(), COUNT_AFTER_PAUSE_MS);
  }

  private count(): void {
    const body = this.editor?.getText({ blockSeparator: "\n" }) ?? "";
    this.status.count(body, this.doc.getText("headline").toString(), this.doc.getText("standfirst").toString());
  }
}
