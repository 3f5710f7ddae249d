// The sentences of the archive's upload list.

const VIETNAMESE = {
  waiting: "Chờ đến lượt",
  sending: "Đang gửi {percent}% · {speed}/giây · còn {left}",
  paused: "Tạm dừng ở {percent}%",
  offline: "Mất kết nối. Tự gửi tiếp khi có mạng lại.",
  checking: "Đã gửi xong, đang kiểm tra và xử lý…",
  ready: "Đã vào kho",
  readyAlike: "Đã vào kho. Có {n} ảnh giống ảnh này, mở để so.",
  duplicate: "Đã có sẵn trong kho, không lưu thêm",
  refused: "Bị từ chối: {why}",
  failed: "Chưa gửi được: {why}",
  again: "Chọn lại tệp này để gửi tiếp từ {percent}%.",
  tooLarge: "Tệp lớn hơn mức kho nhận ({most}).",
  empty: "Tệp rỗng.",
  unknown: "máy chủ không nhận. Hãy thử lại.",
  pause: "Tạm dừng",
  go: "Gửi tiếp",
  drop: "Bỏ",
  open: "Mở",
  seconds: "{n} giây",
  minutes: "{n} phút",
  hours: "{n} giờ {m} phút",
  total: "{done}/{all} tệp đã xong",
  left: "còn khoảng {left}",
  describe: "Ghi thông tin cho {n} tệp vừa gửi",
};

const ENGLISH: typeof VIETNAMESE = {
  waiting: "Waiting for its turn",
  sending: "Sending {percent}% · {speed}/s · {left} left",
  paused: "Paused at {percent}%",
  offline: "No connection. It goes on by itself when the network is back.",
  checking: "Sent; being checked and processed…",
  ready: "In the archive",
  readyAlike: "In the archive. {n} pictures look like it; open it to compare.",
  duplicate: "In the archive already, not stored again",
  refused: "Refused: {why}",
  failed: "Not sent: {why}",
  again: "Choose this file again to go on from {percent}%.",
  tooLarge: "Larger than the archive takes ({most}).",
  empty: "The file is empty.",
  unknown: "the server did not take it. Try again.",
  pause: "Pause",
  go: "Go on",
  drop: "Remove",
  open: "Open",
  seconds: "{n} s",
  minutes: "{n} min",
  hours: "{n} h {m} min",
  total: "{done}/{all} files done",
  left: "about {left} left",
  describe: "Describe the {n} files just sent",
};

export type Sentence = keyof typeof VIETNAMESE;

/** Return a sentence in the language of the page, with its `{places}` filled. */
export function say(sentence: Sentence, places: Record<string, string | number> = {}): string {
  const table = document.documentElement.lang.startsWith("en") ? ENGLISH : VIETNAMESE;
  return table[sentence].replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}

/** Return an amount of bytes for people: "3,4 MB". */
export function amount(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const digits = step > 0 && bytes / 1000 ** step < 10 ? 1 : 0;
  const locale = document.documentElement.lang.startsWith("en") ? "en" : "vi";
  return `${(bytes / 1000 ** step).toLocaleString(locale, { maximumFractionDigits: digits })} ${units[step]}`;
}

/** Return how long something takes, roughly: a clock that jumps helps nobody. */
export function duration(seconds: number): string {
  if (seconds < 60) return say("seconds", { n: Math.max(1, Math.ceil(seconds / 5) * 5) });
  if (seconds < 3600) return say("minutes", { n: Math.ceil(seconds / 60) });
  return say("hours", { n: Math.floor(seconds / 3600), m: Math.floor((seconds % 3600) / 60) });
}
