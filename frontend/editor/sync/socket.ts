/** One websocket that comes back by itself: after a lost line, a sleeping laptop, a server's new start. */
import { hear, say, type Heard } from "./frames";

export interface SocketListener {
  /** What this document has, so that the server sends only the rest. */
  vector(): Uint8Array;
  heard(frame: Heard): void;
  /** The connection is gone; nothing that was not confirmed counts as sent. */
  down(): void;
}

const RETRY_FIRST_MS = 300;
const RETRY_MAX_MS = 10_000;
// Signed out or not allowed: plain requests say so to the person; the socket only looks now and then.
const RETRY_REFUSED_MS = 15_000;
const REFUSALS = [4401, 4403];
const PING_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 6_000;

export class Socket {
  /** The server has said how things stand: updates may go this way. */
  live = false;
  private socket: WebSocket | null = null;
  private failures = 0;
  private retryTimer = 0;
  private pingTimer = 0;
  private answerTimer = 0;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly listener: SocketListener,
  ) {}

  /** Connect now, unless it is under way. */
  open(): void {
    if (this.closed || this.socket) return;
    window.clearTimeout(this.retryTimer);
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      socket.send(say.hello(this.listener.vector()));
      this.expectAnswer();
    };
    socket.onmessage = (event) => this.take(new Uint8Array(event.data as ArrayBuffer));
    socket.onclose = (event) => this.lost(socket, event.code);
    this.expectAnswer();
  }

  close(): void {
    this.closed = true;
    window.clearTimeout(this.retryTimer);
    this.drop();
  }

  /** Send an update; its number comes back when it is stored. */
  update(number: number, update: Uint8Array): void {
    this.socket?.send(say.update(number, update));
    this.expectAnswer();
  }

  presence(update: Uint8Array): void {
    if (this.live) this.socket?.send(say.presence(update));
  }

  /** Find out at once whether the line still carries: after sleep it often does not, and nobody says so. */
  probe(): void {
    this.failures = 0;
    if (!this.socket) this.open();
    else if (this.live) this.ping();
  }

  private take(bytes: Uint8Array): void {
    window.clearTimeout(this.answerTimer);
    this.answerTimer = 0;
    const heard = hear(bytes);
    if (heard?.kind === "welcome") {
      this.live = true;
      this.failures = 0;
      this.pingTimer = window.setInterval(() => this.ping(), PING_EVERY_MS);
    }
    if (heard) this.listener.heard(heard);
  }

  private ping(): void {
    this.socket?.send(say.ping());
    this.expectAnswer();
  }

  private expectAnswer(): void {
    if (!this.answerTimer) this.answerTimer = window.setTimeout(() => this.drop(), ANSWER_WITHIN_MS);
  }

  /** A half-open socket's own `close` event can take minutes: let go of it now. */
  private drop(): void {
    const { socket } = this;
    if (!socket) return;
    socket.onclose = socket.onmessage = socket.onopen = null;
    socket.close();
    this.lost(socket, 0);
  }

  private lost(socket: WebSocket, code: number): void {
    if (this.socket !== socket) return;
    this.socket = null;
    this.live = false;
    window.clearInterval(this.pingTimer);
    window.clearTimeout(this.answerTimer);
    this.answerTimer = 0;
    this.listener.down();
    if (this.closed) return;
    const pause = REFUSALS.includes(code) ? RETRY_REFUSED_MS : Math.min(RETRY_FIRST_MS * 2 ** this.failures, RETRY_MAX_MS);
    this.failures += 1;
    // Not all at the same moment: a restarted server would meet every editor at once.
    this.retryTimer = window.setTimeout(() => this.open(), pause * (0.5 + Math.random()));
  }
}

/** Return the address of a path's websocket on this page's own server; "" where there is none. */
export function socketUrl(path: string): string {
  if (!path) return "";
  const { protocol, host } = window.location;
  return `${protocol === "https:" ? "wss" : "ws"}://${host}${path}`;
}
