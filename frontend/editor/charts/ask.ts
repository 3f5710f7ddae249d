/** What the editor asks the newsroom for a chart: the cells of a file, and the picture readers will see. */
import { t } from "../labels";
import type { Desk } from "../views/host";
import type { Cell } from "./cells";

export interface ReadSheet {
  rows: Cell[][];
  notes: string[];
}

async function answerOf(url: string, desk: Desk, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const offline = t("Mất kết nối. Hãy thử lại khi có mạng.");
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": desk.token(), ...headers } }).catch(() => {
    throw new Error(offline);
  });
  if (answer.redirected || answer.status === 401) throw new Error(t("Phiên làm việc đã hết. Hãy đăng nhập lại ở thẻ mới rồi thử lại."));
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => ({}))) as { detail?: string; sentence?: string };
  throw new Error(told.detail || told.sentence || t("Máy chủ không nhận tệp này."));
}

/** Return the cells of a spreadsheet file. Throws an Error with a sentence. */
export async function readSheetFile(desk: Desk, file: File): Promise<ReadSheet> {
  const form = new FormData();
  form.append("file", file, file.name);
  return (await (await answerOf(desk.sheetUrl, desk, form)).json()) as ReadSheet;
}

/** Return the readers' picture of a chart. Throws an Error with a sentence. */
export async function drawChart(desk: Desk, attrs: Record<string, unknown>): Promise<string> {
  const { spec, data, title, source, alt } = attrs;
  const body = JSON.stringify({ spec, data, title, source, alt });
  return (await answerOf(desk.chartUrl, desk, body, { "Content-Type": "application/json" })).text();
}
