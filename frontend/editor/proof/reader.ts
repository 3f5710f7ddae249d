/** Asks the server about texts it has not seen, and remembers what it said. */
import { spanIn } from "./offsets";

export interface Finding {
  /** UTF-16 places in the text. */
  from: number;
  to: number;
  words: string;
  kind: string;
  message: string;
  replacements: string[];
}

interface Row {
  start: number;
  end: number;
  kind: string;
  message: string;
  replacements: string[];
}

const REMEMBERED = 20_000;
const PARTS_AT_ONCE = 100;
const CHARACTERS_AT_ONCE = 40_000;
const TIMEOUT_MS = 10_000;

export class Reader {
  /** Whether the person may write into the house's list. */
  mayAdd = false;
  private readonly known = new Map<string, Finding[]>();

  constructor(
    private readonly url: string,
    private readonly token: () => string,
  ) {}

  /** What is known about a text; undefined until the server was asked. */
  findings(text: string): Finding[] | undefined {
    return text.trim() ? this.known.get(text) : [];
  }

  forget(): void {
    this.known.clear();
  }

  /** Ask about texts not known yet. True when more remain to be asked. Rejects when the server does not answer. */
  async ask(texts: string[]): Promise<boolean> {
    const open = [...new Set(texts)].filter((text) => !this.findings(text) && text.length <= CHARACTERS_AT_ONCE);
    const now: string[] = [];
    let characters = 0;
    for (const text of open) {
      characters += text.length;
      if (now.length && (now.length >= PARTS_AT_ONCE || characters > CHARACTERS_AT_ONCE)) break;
      now.push(text);
    }
    if (!now.length) return false;
    const answer = await this.post(this.url, { parts: now.map((text, index) => ({ key: String(index), text })) });
    const data = (await answer.json()) as { parts: { key: string; findings: Row[] }[]; may_add: boolean };
    this.mayAdd = data.may_add;
    for (const part of data.parts) {
      const text = now[Number(part.key)];
      if (text !== undefined) this.remember(text, part.findings);
    }
    return now.length < open.length;
  }

  async post(url: string, body: object): Promise<Response> {
    const answer = await fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token() },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }

  private remember(text: string, rows: Row[]): void {
    const findings = rows.map((row) => {
      const [from, to] = spanIn(text, row.start, row.end);
      return { from, to, words: text.slice(from, to), kind: row.kind, message: row.message, replacements: row.replacements };
    });
    this.known.set(text, findings);
    const oldest = this.known.keys().next().value;
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest);
  }
}
