/** What single fields know beyond their type: an example, how a value is tidied, what is wrong with it. */
import { t } from "../labels";
import { dateProblem, tidyDate } from "./dates";

export interface Rule {
  hint?: string;
  tidy?(value: unknown): unknown;
  /** Return what is wrong, in a sentence; empty when nothing is. */
  check?(value: unknown): string;
}

const LEAST_OPTIONS = 2;

function optionsProblem(value: unknown): string {
  const options = Array.isArray(value) ? (value as string[]) : [];
  if (options.length < LEAST_OPTIONS) return t("Cần ít nhất hai phương án");
  const alike = options.find((one, index) => options.findIndex((other) => other.toLowerCase() === one.toLowerCase()) < index);
  return alike ? t("Phương án “{words}” có hai lần", { words: alike }) : "";
}

const RULES: Record<string, Rule> = {
  "timelineEntry.date": {
    hint: "2/9/1945, tháng 8/1945, hôm nay",
    tidy: (value) => (typeof value === "string" ? tidyDate(value, new Date()) : value),
    check: (value) => (typeof value === "string" ? dateProblem(value) : ""),
  },
  "poll.options": { hint: "Mỗi dòng một phương án", check: optionsProblem },
  "embed.url": { hint: "Dán liên kết YouTube, Facebook, TikTok…" },
  "pullQuote.attribution": { hint: "Họ tên, chức danh" },
};

/** Return the rule of a node's attribute; an empty one when it has none. */
export function ruleOf(node: string, attr: string): Rule {
  return RULES[`${node}.${attr}`] ?? {};
}
