/** How each kind of block looks in the editor: its icon, which fields stand where, and its picture if it has one. */
import type { BlockHost, Desk, Preview } from "./host";
import { comparePreview } from "./compare";
import { panoramaPreview } from "./direction";
import { figurePreview } from "./focus";
import { placePreview } from "../maps/picker";
import { movingPreview } from "../moving/view";
import { picturePreview } from "./preview";

import iconAi from "@tabler/icons/outline/sparkles.svg?raw";
import iconAr from "@tabler/icons/outline/augmented-reality.svg?raw";
import iconAudio from "@tabler/icons/outline/microphone.svg?raw";
import iconBeforeAfter from "@tabler/icons/outline/layout-columns.svg?raw";
import iconBox from "@tabler/icons/outline/box-align-top.svg?raw";
import iconChart from "@tabler/icons/outline/chart-bar.svg?raw";
import iconEmbed from "@tabler/icons/outline/brand-youtube.svg?raw";
import iconFigure from "@tabler/icons/outline/photo.svg?raw";
import iconGallery from "@tabler/icons/outline/library-photo.svg?raw";
import iconLive from "@tabler/icons/outline/bolt.svg?raw";
import iconMap from "@tabler/icons/outline/map-pin.svg?raw";
import iconNote from "@tabler/icons/outline/note.svg?raw";
import iconPanorama from "@tabler/icons/outline/panorama-horizontal.svg?raw";
import iconPoll from "@tabler/icons/outline/list-check.svg?raw";
import iconPull from "@tabler/icons/outline/blockquote.svg?raw";
import iconQuestion from "@tabler/icons/outline/messages.svg?raw";
import iconQuote from "@tabler/icons/outline/quote.svg?raw";
import iconScrolly from "@tabler/icons/outline/arrows-vertical.svg?raw";
import iconTable from "@tabler/icons/outline/table.svg?raw";
import iconTimeline from "@tabler/icons/outline/timeline-event.svg?raw";
import iconVideo from "@tabler/icons/outline/video.svg?raw";

export type PreviewMaker = (host: BlockHost, desk: Desk) => Preview | Promise<Preview>;

export interface Look {
  icon: string;
  /** Name and actions stand above the block. */
  framed: boolean;
  above: string[];
  below: string[];
  /** What stands in the empty block, where the schema names no caption. */
  invitation?: string;
  /** Attributes somebody should be asked for although the schema allows none. */
  asksFor?: string[];
  accept?: Record<string, string>;
  preview?: PreviewMaker;
  /** Attributes that the preview edits itself. */
  byPreview?: string[];
}

const PICTURE = "image/*";

export const LOOKS: Record<string, Look> = {
  blockquote: { icon: iconQuote, framed: false, above: [], below: ["attribution"], invitation: "Lời trích" },
  pullQuote: { icon: iconPull, framed: false, above: [], below: ["attribution"], invitation: "Câu nói đáng nhớ" },
  figure: {
    icon: iconFigure, framed: false, above: [], below: ["alt", "credit", "layout"], asksFor: ["alt", "credit"],
    preview: figurePreview, byPreview: ["asset", "focusX", "focusY", "ratio"],
  },
  gallery: { icon: iconGallery, framed: true, above: ["title", "layout"], below: [] },
  galleryItem: {
    icon: iconFigure, framed: false, above: [], below: ["credit", "alt"], asksFor: ["alt"],
    preview: picturePreview, byPreview: ["asset"],
  },
  video: {
    icon: iconVideo, framed: true, above: ["title"], below: ["alt", "credit", "layout", "poster"], asksFor: ["alt", "credit"],
    preview: (host, desk) => movingPreview(host, desk, "video"), byPreview: ["asset", "startMs", "endMs"], accept: { asset: "video/*", poster: PICTURE },
  },
  audio: {
    icon: iconAudio, framed: true, above: ["title"], below: ["credit", "poster"], asksFor: ["credit"],
    preview: (host, desk) => movingPreview(host, desk, "audio"), byPreview: ["asset", "startMs", "endMs"], accept: { asset: "audio/*", poster: PICTURE },
  },
  table: { icon: iconTable, framed: true, above: ["caption"], below: ["source"] },
  chart: {
    icon: iconChart, framed: true, above: [], below: ["title", "alt", "source", "layout"], asksFor: ["title", "alt", "source"],
    preview: async (host, desk) => (await import("../charts/view")).chartView(host, desk), byPreview: ["spec", "data"],
  },
  mapLocator: {
    icon: iconMap, framed: true, above: [], below: ["label", "lat", "lon", "zoom"],
    preview: placePreview, byPreview: ["province"],
  },
  timeline: { icon: iconTimeline, framed: true, above: ["title"], below: [] },
  timelineEntry: { icon: iconTimeline, framed: false, above: ["date", "label"], below: [], invitation: "Việc gì đã xảy ra" },
  box: { icon: iconBox, framed: true, above: ["title", "tone"], below: [], invitation: "Nội dung hộp" },
  questionAnswer: { icon: iconQuestion, framed: true, above: [], below: [] },
  question: { icon: iconQuestion, framed: false, above: ["speaker"], below: [], invitation: "Câu hỏi" },
  answer: { icon: iconQuestion, framed: false, above: ["speaker"], below: [], invitation: "Câu trả lời" },
  liveEntry: { icon: iconLive, framed: true, above: ["at", "title", "moment", "pinned"], below: [], invitation: "Diễn biến", byPreview: ["key"] },
  embed: { icon: iconEmbed, framed: true, above: ["url", "title"], below: [], byPreview: ["provider"] },
  poll: { icon: iconPoll, framed: true, above: ["question", "options"], below: [], byPreview: ["poll"] },
  panorama360: {
    icon: iconPanorama, framed: true, above: [], below: ["credit", "alt"],
    preview: panoramaPreview, byPreview: ["asset", "yaw", "pitch"],
  },
  arScene: {
    icon: iconAr, framed: true, above: ["asset", "appleAsset", "poster"], below: ["credit", "alt"],
    accept: { asset: ".glb,.gltf", appleAsset: ".usdz", poster: PICTURE },
  },
  beforeAfter: {
    icon: iconBeforeAfter, framed: true, above: ["before", "after", "beforeLabel", "afterLabel"],
    below: ["credit", "alt"], preview: comparePreview,
  },
  scrollySection: { icon: iconScrolly, framed: true, above: ["layout"], below: [] },
  scrollyStep: { icon: iconScrolly, framed: false, above: ["asset", "alt", "credit"], below: [], invitation: "Chữ của bước này" },
  note: { icon: iconNote, framed: true, above: ["kind"], below: [], invitation: "Lời nhắn bạn đọc" },
  aiLabel: { icon: iconAi, framed: true, above: ["extent", "statement"], below: [] },
};
