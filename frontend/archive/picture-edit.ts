/** The screen of a picture's edits: fields say everything; the canvas shows it, and a drag on it fills the fields. */
import { type Box, drawCropped, drawLevelled, Geometry, type Hidden, type Recipe, WHOLE } from "./recipe";

const PREVIEW_WIDTH = 1080;
const SMALLEST = 200;
const PER_CENT = WHOLE / 100;
const SIDES = ["x", "y", "width", "height"] as const;
const TONES = ["brightness", "contrast", "saturation", "warmth"] as const;
const MIDDLE: Hidden = { x: 4000, y: 4000, width: 2000, height: 2000, way: "pixelate" };

/** Bind the edit screen of the page, if there is one. */
export function bindPictureEdit(root: Document): void {
  const form = root.querySelector<HTMLFormElement>("form[data-picture-edit]");
  if (form?.dataset["pictureEdit"]) new PictureEdit(form);
}

class PictureEdit {
  private readonly stage: HTMLCanvasElement;
  private readonly result: HTMLCanvasElement;
  private readonly levelled = document.createElement("canvas");
  private readonly rows: HTMLElement;
  private readonly ratio: HTMLSelectElement;
  private readonly row: HTMLElement;
  private readonly picture = new Image();
  private readonly before: string[] = [];
  private kept = "";
  private waiting = 0;

  constructor(private readonly form: HTMLFormElement) {
    this.stage = this.find("[data-canvas]");
    this.result = this.find("[data-result]");
    this.rows = this.find("[data-hidden]");
    this.ratio = this.find("[data-ratio]");
    this.row = this.rows.lastElementChild!.cloneNode(true) as HTMLElement;
    this.row.querySelectorAll("input").forEach((input) => (input.value = ""));
    // Pixels are read only from answers that allow it.
    this.picture.crossOrigin = "anonymous";
    this.picture.addEventListener("load", () => this.show());
    this.picture.src = form.dataset["pictureEdit"]!;
  }

  private show(): void {
    for (const place of this.form.querySelectorAll<HTMLElement>("[data-stage],[data-tools],[data-result],[data-result-title],[data-ratio-field],[data-add-hidden]")) place.hidden = false;
    // Empty places are for browsers without a script; here a button adds them.
    for (const row of [...this.rows.children]) if (row.querySelector<HTMLInputElement>("[name=hidden_x]")!.value === "") row.remove();
    this.kept = this.state();
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.remember());
    this.ratio.addEventListener("change", () => this.toRatio());
    this.find("[data-undo]").addEventListener("click", () => this.undo());
    this.find("[data-add-hidden]").addEventListener("click", () => this.add(MIDDLE));
    this.bindDrag();
    this.draw();
  }

  private changed(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const part = Math.min(1, PREVIEW_WIDTH / this.picture.naturalWidth);
    const [width, height] = [Math.round(this.picture.naturalWidth * part), Math.round(this.picture.naturalHeight * part)];
    const recipe = this.recipe();
    drawLevelled(this.levelled, this.picture, width, height, recipe);
    drawCropped(this.result, this.levelled, recipe.crop);
    this.stage.width = this.levelled.width;
    this.stage.height = this.levelled.height;
    const pen = this.stage.getContext("2d")!;
    pen.drawImage(this.levelled, 0, 0);
    const box = this.onStage(recipe.crop);
    pen.fillStyle = "rgb(0 0 0 / 55%)";
    pen.beginPath();
    pen.rect(0, 0, this.stage.width, this.stage.height);
    pen.rect(box.x, box.y, box.width, box.height);
    pen.fill("evenodd");
    pen.strokeStyle = "#fff";
    pen.lineWidth = Math.max(2, this.stage.width / 400);
    pen.strokeRect(box.x, box.y, box.width, box.height);
    this.form.dataset["drawn"] = String(Number(this.form.dataset["drawn"] ?? 0) + 1);
  }

  // -- fields ------------------------------------------------------------------------------------------------

  private recipe(): Recipe {
    const tones = Object.fromEntries(TONES.map((name) => [name, this.whole(name, 1, 30)])) as Record<(typeof TONES)[number], number>;
    return {
      turn: Number(this.form.querySelector<HTMLInputElement>("[name=turn]:checked")?.value ?? 0),
      level: this.whole("level", 10, 150),
      crop: inside(Object.fromEntries(SIDES.map((side) => [side, this.whole(`crop_${side}`, PER_CENT, WHOLE)])) as unknown as Box, SMALLEST),
      ...tones,
      grey: this.field("grey").checked,
      hidden: this.hidden(),
    };
  }

  private hidden(): Hidden[] {
    const order = ["pixelate", "blur", "solid"];
    return [...this.rows.children]
      .filter((row) => row.querySelector<HTMLInputElement>("[name=hidden_x]")!.value !== "")
      .map((row) => {
        const box = Object.fromEntries(SIDES.map((side) => [side, Math.round(Number(row.querySelector<HTMLInputElement>(`[name=hidden_${side}]`)!.value) * PER_CENT)])) as unknown as Box;
        return { ...inside(box, 1), way: row.querySelector<HTMLSelectElement>("select")!.value };
      })
      .sort((one, other) => order.indexOf(one.way) - order.indexOf(other.way));
  }

  private setCrop(box: Box): void {
    for (const side of SIDES) this.field(`crop_${side}`).value = String(box[side] / PER_CENT);
  }

  private add(place: Hidden): void {
    if (this.hidden().length >= Number(this.rows.dataset["most"])) return;
    let row = [...this.rows.children].find((one) => one.querySelector<HTMLInputElement>("[name=hidden_x]")!.value === "");
    if (!row) this.rows.append((row = this.row.cloneNode(true) as HTMLElement));
    for (const side of SIDES) row.querySelector<HTMLInputElement>(`[name=hidden_${side}]`)!.value = String(place[side] / PER_CENT);
    row.querySelector<HTMLSelectElement>("select")!.value = place.way;
    row.querySelector<HTMLInputElement>("input")!.focus();
    this.remember();
    this.changed();
  }

  /** Give the crop the chosen shape: as large as it fits, in the middle of what it kept. */
  private toRatio(): void {
    const shape = Number(this.ratio.value);
    if (!shape) return;
    const { crop } = this.recipe();
    const relative = (shape * this.levelled.height) / this.levelled.width; // width for each height, in parts of the picture
    const [width, height] = relative > 1 ? [WHOLE, WHOLE / relative] : [WHOLE * relative, WHOLE];
    const [x, y] = [crop.x + crop.width / 2 - width / 2, crop.y + crop.height / 2 - height / 2];
    this.setCrop(moved({ x, y, width, height }));
    this.remember();
    this.changed();
  }

  // -- undo --------------------------------------------------------------------------------------------------

  private state(): string {
    return new URLSearchParams([...new FormData(this.form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "tool") as [string, string][]).toString();
  }

  private remember(): void {
    const now = this.state();
    if (now === this.kept) return;
    this.before.push(this.kept);
    this.kept = now;
  }

  private undo(): void {
    const last = this.before.pop();
    if (last === undefined) return;
    const said = new URLSearchParams(last);
    for (const name of ["level", ...TONES, ...SIDES.map((side) => `crop_${side}`)]) this.field(name).value = said.get(name) ?? "";
    for (const radio of this.form.querySelectorAll<HTMLInputElement>("[name=turn]")) radio.checked = radio.value === said.get("turn");
    this.field("grey").checked = said.has("grey");
    const values = (name: string): string[] => said.getAll(`hidden_${name}`);
    this.rows.replaceChildren(
      ...values("x").map((_, number) => {
        const row = this.row.cloneNode(true) as HTMLElement;
        for (const side of SIDES) row.querySelector<HTMLInputElement>(`[name=hidden_${side}]`)!.value = values(side)[number] ?? "";
        row.querySelector<HTMLSelectElement>("select")!.value = values("way")[number] ?? "pixelate";
        return row;
      }),
    );
    this.kept = last;
    this.changed();
  }

  // -- dragging ----------------------------------------------------------------------------------------------

  private bindDrag(): void {
    this.stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.stage.setPointerCapture(event.pointerId);
      const from = this.pointOf(event);
      const { crop } = this.recipe();
      const hides = this.form.querySelector<HTMLInputElement>("[name=tool]:checked")?.value === "hide";
      const whole = crop.width === WHOLE && crop.height === WHOLE;
      const moves = !hides && !whole && from.x > crop.x && from.x < crop.x + crop.width && from.y > crop.y && from.y < crop.y + crop.height;
      let drawn: Box | null = null;
      const onMove = (step: PointerEvent): void => {
        const to = this.pointOf(step);
        drawn = moves ? moved({ ...crop, x: crop.x + to.x - from.x, y: crop.y + to.y - from.y }) : this.between(from, to, hides ? 0 : Number(this.ratio.value));
        if (!hides && drawn.width >= SMALLEST && drawn.height >= SMALLEST) this.setCrop(drawn);
        this.draw();
        if (hides) this.outline(drawn);
      };
      const onUp = (): void => {
        this.stage.removeEventListener("pointermove", onMove);
        if (hides && drawn && drawn.width > 20 && drawn.height > 20) {
          this.add({ ...new Geometry(this.picture.naturalWidth, this.picture.naturalHeight, this.recipe()).covering(drawn), way: "pixelate" });
        }
        this.remember();
        this.changed();
      };
      this.stage.addEventListener("pointermove", onMove);
      this.stage.addEventListener("pointerup", onUp, { once: true });
    });
  }

  private between(from: { x: number; y: number }, to: { x: number; y: number }, shape: number): Box {
    const width = Math.abs(to.x - from.x);
    const height = shape ? (width * this.stage.width) / this.stage.height / shape : Math.abs(to.y - from.y);
    const y = to.y < from.y ? from.y - height : from.y;
    const box = { x: Math.min(from.x, to.x), y, width, height };
    return shape ? moved(box) : rounded(box);
  }

  private outline(box: Box): void {
    const shown = this.onStage(box);
    const pen = this.stage.getContext("2d")!;
    pen.strokeStyle = "#ff0";
    pen.strokeRect(shown.x, shown.y, shown.width, shown.height);
  }

  private onStage(box: Box): Box {
    const { width, height } = this.stage;
    return { x: (box.x * width) / WHOLE, y: (box.y * height) / WHOLE, width: (box.width * width) / WHOLE, height: (box.height * height) / WHOLE };
  }

  private pointOf(event: PointerEvent): { x: number; y: number } {
    const shown = this.stage.getBoundingClientRect();
    const part = (at: number, start: number, length: number): number => Math.min(WHOLE, Math.max(0, Math.round((WHOLE * (at - start)) / length)));
    return { x: part(event.clientX, shown.left, shown.width), y: part(event.clientY, shown.top, shown.height) };
  }

  private whole(name: string, times: number, most: number): number {
    const value = Math.round(Number(this.field(name).value) * times);
    return Math.min(most, Math.max(-most, value || 0));
  }

  private field(name: string): HTMLInputElement {
    return this.find(`[name="${name}"]`);
  }

  private find<E extends HTMLElement = HTMLElement>(selector: string): E {
    return this.form.querySelector<E>(selector)!;
  }
}

function rounded(box: Box): Box {
  return { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
}

/** Return the box inside the picture, cut off where it reaches out. */
function inside(box: Box, smallest: number): Box {
  const x = Math.min(WHOLE - smallest, Math.max(0, box.x));
  const y = Math.min(WHOLE - smallest, Math.max(0, box.y));
  const fit = (length: number, start: number): number => Math.min(WHOLE - start, Math.max(smallest, length || WHOLE));
  return { x, y, width: fit(box.width, x), height: fit(box.height, y) };
}

/** Return the box moved inside the picture, smaller only where it is larger than that. */
function moved(box: Box): Box {
  const part = Math.min(1, WHOLE / box.width, WHOLE / box.height);
  const [width, height] = [Math.floor(box.width * part), Math.floor(box.height * part)];
  const into = (at: number, length: number): number => Math.round(Math.min(WHOLE - length, Math.max(0, at)));
  return { x: into(box.x, width), y: into(box.y, height), width, height };
}
