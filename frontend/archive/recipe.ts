/** The recipe of a picture as hoitu/media/recipes.py has it: the same steps and numbers, on a canvas. */

export const WHOLE = 10_000;
const CELLS = 6;
const SMALLEST_CELL = 8;
const WEIGHTS = [0.2126, 0.7152, 0.0722];

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Hidden extends Box {
  way: string;
}
/** Lengths in ten-thousandths, `level` in tenths of a degree, both turns clockwise. */
export interface Recipe {
  turn: number;
  level: number;
  crop: Box;
  brightness: number;
  contrast: number;
  saturation: number;
  warmth: number;
  grey: boolean;
  hidden: Hidden[];
}
type Point = [number, number];

/** Where points of an upright picture go; points are fractions, 0 to 1. */
export class Geometry {
  readonly turned: Point;
  readonly levelled: Point;
  readonly angle: number;

  constructor(
    width: number,
    height: number,
    private readonly recipe: Recipe,
  ) {
    this.turned = recipe.turn % 180 ? [height, width] : [width, height];
    this.angle = (recipe.level / 10) * (Math.PI / 180);
    const [w, h] = this.turned;
    const cos = Math.cos(this.angle);
    const sin = Math.abs(Math.sin(this.angle));
    const part = Math.min(w / (w * cos + h * sin), h / (w * sin + h * cos));
    this.levelled = [w * part, h * part];
  }

  /** Return which point of the upright picture is shown at a point of the levelled one, before it is cropped. */
  toSource(x: number, y: number): Point {
    const [across, down] = [(x - 0.5) * this.levelled[0], (y - 0.5) * this.levelled[1]];
    const [cos, sin] = [Math.cos(this.angle), Math.sin(this.angle)];
    const point: Point = [(across * cos + down * sin) / this.turned[0] + 0.5, (-across * sin + down * cos) / this.turned[1] + 0.5];
    return turned(point, (360 - this.recipe.turn) % 360);
  }

  /** Return the box of the upright picture that covers what was marked on the levelled one. */
  covering(box: Box): Box {
    const [left, top, right, bottom] = [box.x / WHOLE, box.y / WHOLE, (box.x + box.width) / WHOLE, (box.y + box.height) / WHOLE];
    const points = [this.toSource(left, top), this.toSource(right, top), this.toSource(left, bottom), this.toSource(right, bottom)];
    const ends = (values: number[]): Point => [
      Math.min(WHOLE - 1, Math.max(0, Math.floor(Math.min(...values) * WHOLE))),
      Math.min(WHOLE, Math.max(1, Math.ceil(Math.max(...values) * WHOLE))),
    ];
    const [x, farX] = ends(points.map((point) => point[0]));
    const [y, farY] = ends(points.map((point) => point[1]));
    return { x, y, width: Math.max(1, farX - x), height: Math.max(1, farY - y) };
  }
}

function turned([x, y]: Point, turn: number): Point {
  if (turn === 90) return [1 - y, x];
  if (turn === 180) return [1 - x, 1 - y];
  return turn === 270 ? [y, 1 - x] : [x, y];
}

/** Return three rows that make red, green, blue from red, green, blue and 1. */
export function toneMatrix(recipe: Recipe): number[][] {
  const warm = [1 + recipe.warmth / 200, 1, 1 - recipe.warmth / 200];
  const keep = recipe.grey ? 0 : 1 + recipe.saturation / 100;
  const gain = 1 + recipe.contrast / 100;
  const offset = 127.5 * (1 - gain) + (255 * recipe.brightness) / 200;
  return [0, 1, 2].map((row) => [...[0, 1, 2].map((column) => gain * ((1 - keep) * WEIGHTS[column]! + (row === column ? keep : 0)) * warm[column]!), offset]);
}

/** Return how many values across and down a hidden place of so many pixels keeps. */
export function cellsOf(width: number, height: number): Point {
  const longer = Math.max(width, height);
  const most = Math.min(CELLS, Math.max(1, Math.floor(longer / SMALLEST_CELL)));
  return [Math.max(1, Math.round((most * width) / longer)), Math.max(1, Math.round((most * height) / longer))];
}

/** Draw the picture with its places hidden, turned, levelled and toned, on a canvas of the levelled size. */
export function drawLevelled(canvas: HTMLCanvasElement, source: CanvasImageSource, width: number, height: number, recipe: Recipe): void {
  const upright = canvasOf(width, height);
  const pen = upright.getContext("2d", { willReadFrequently: true })!;
  pen.drawImage(source, 0, 0, width, height);
  for (const place of recipe.hidden) hide(pen, place);
  const geometry = new Geometry(width, height, recipe);
  canvas.width = Math.max(1, Math.round(geometry.levelled[0]));
  canvas.height = Math.max(1, Math.round(geometry.levelled[1]));
  const out = canvas.getContext("2d", { willReadFrequently: true })!;
  out.translate(canvas.width / 2, canvas.height / 2);
  out.rotate(geometry.angle + (recipe.turn * Math.PI) / 180);
  out.drawImage(upright, -width / 2, -height / 2);
  out.setTransform(1, 0, 0, 1, 0, 0);
  tone(out, recipe);
}

/** Draw what the crop leaves of a levelled picture. */
export function drawCropped(canvas: HTMLCanvasElement, levelled: HTMLCanvasElement, crop: Box): void {
  const [left, top] = [(crop.x / WHOLE) * levelled.width, (crop.y / WHOLE) * levelled.height];
  const [width, height] = [(crop.width / WHOLE) * levelled.width, (crop.height / WHOLE) * levelled.height];
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  canvas.getContext("2d")!.drawImage(levelled, left, top, width, height, 0, 0, canvas.width, canvas.height);
}

function tone(pen: CanvasRenderingContext2D, recipe: Recipe): void {
  if (!recipe.grey && !recipe.brightness && !recipe.contrast && !recipe.saturation && !recipe.warmth) return;
  const image = pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
  const rows = toneMatrix(recipe);
  const pixels = image.data;
  for (let at = 0; at < pixels.length; at += 4) {
    const [red, green, blue] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
    // A clamped array rounds and keeps 0 to 255.
    for (let band = 0; band < 3; band++) pixels[at + band] = rows[band]![0]! * red + rows[band]![1]! * green + rows[band]![2]! * blue + rows[band]![3]!;
  }
  pen.putImageData(image, 0, 0);
}

function hide(pen: CanvasRenderingContext2D, place: Hidden): void {
  const { width: wide, height: tall } = pen.canvas;
  const [left, top] = [Math.floor((place.x * wide) / WHOLE), Math.floor((place.y * tall) / WHOLE)];
  const right = Math.min(wide, Math.max(left + 1, Math.ceil(((place.x + place.width) * wide) / WHOLE)));
  const bottom = Math.min(tall, Math.max(top + 1, Math.ceil(((place.y + place.height) * tall) / WHOLE)));
  const [width, height] = [right - left, bottom - top];
  if (place.way === "solid") {
    pen.fillStyle = "#000";
    pen.fillRect(left, top, width, height);
    return;
  }
  const means = meansOf(pen.getImageData(left, top, width, height), ...cellsOf(width, height));
  const small = canvasOf(means.width, means.height);
  small.getContext("2d")!.putImageData(means, 0, 0);
  pen.save();
  // Interpolation at the edge must not mix with what is transparent outside the small picture.
  pen.imageSmoothingEnabled = place.way === "blur";
  pen.drawImage(small, 0, 0, means.width, means.height, left, top, width, height);
  pen.restore();
}

function meansOf(area: ImageData, across: number, down: number): ImageData {
  const means = new ImageData(across, down);
  const share = (length: number, number: number, of: number): Point => {
    const first = Math.min(length - 1, Math.floor((number * length) / of));
    return [first, Math.max(first + 1, Math.floor(((number + 1) * length) / of))];
  };
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const [left, right] = share(area.width, column, across);
      const [top, bottom] = share(area.height, row, down);
      const sum = [0, 0, 0, 0];
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) for (let band = 0; band < 4; band++) sum[band]! += area.data[4 * (y * area.width + x) + band]!;
      }
      for (let band = 0; band < 4; band++) means.data[4 * (row * across + column) + band] = sum[band]! / ((right - left) * (bottom - top));
    }
  }
  return means;
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const made = document.createElement("canvas");
  made.width = width;
  made.height = height;
  return made;
}
