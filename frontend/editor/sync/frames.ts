/** The language of the socket; `hoitu/stories/realtime/frames.py` has the table. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { WritingMode } from "./link";

const HELLO = 0;
const UPDATE = 1;
const PRESENCE = 2;
const STORED = 3;
const STANDING = 4;
const REFUSED = 5;
const PING = 6;

export interface SaidStanding {
  stage: string;
  may_write: boolean;
  mode?: WritingMode;
  lock?: string;
}

export type Heard =
  | { kind: "welcome"; standing: SaidStanding; seq: number; at: Date; update: Uint8Array }
  | { kind: "update"; update: Uint8Array }
  | { kind: "presence"; update: Uint8Array }
  | { kind: "stored"; upto: number; at: Date; seq: number }
  | { kind: "standing"; standing: SaidStanding }
  | { kind: "refused"; upto: number; sentence: string }
  | { kind: "pong" };

function frame(kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}

export const say = {
  hello: (vector: Uint8Array): Uint8Array<ArrayBuffer> => frame(HELLO, (e) => encoding.writeUint8Array(e, vector)),
  update: (number: number, update: Uint8Array): Uint8Array<ArrayBuffer> =>
    frame(UPDATE, (e) => {
      encoding.writeVarUint(e, number);
      encoding.writeUint8Array(e, update);
    }),
  presence: (update: Uint8Array): Uint8Array<ArrayBuffer> => frame(PRESENCE, (e) => encoding.writeUint8Array(e, update)),
  ping: (): Uint8Array<ArrayBuffer> => frame(PING, () => undefined),
};

const text = new TextDecoder();
const json = (bytes: Uint8Array): never => JSON.parse(text.decode(bytes)) as never;

/** Read one frame of the server; null for a kind that this page does not know yet. Throws on broken bytes. */
export function hear(bytes: Uint8Array): Heard | null {
  const decoder = decoding.createDecoder(bytes);
  const rest = (): Uint8Array => decoding.readTailAsUint8Array(decoder);
  switch (decoding.readVarUint(decoder)) {
    case HELLO: {
      const standing: SaidStanding = json(decoding.readVarUint8Array(decoder));
      const seq = decoding.readVarUint(decoder);
      const at = new Date(decoding.readVarUint(decoder));
      return { kind: "welcome", standing, seq, at, update: rest() };
    }
    case UPDATE:
      return { kind: "update", update: rest() };
    case PRESENCE:
      return { kind: "presence", update: rest() };
    case STORED: {
      const upto = decoding.readVarUint(decoder);
      const at = new Date(decoding.readVarUint(decoder));
      return { kind: "stored", upto, at, seq: decoding.readVarUint(decoder) };
    }
    case STANDING:
      return { kind: "standing", standing: json(rest()) };
    case REFUSED: {
      const upto = decoding.readVarUint(decoder);
      const said: { sentence?: string } = json(rest());
      return { kind: "refused", upto, sentence: said.sentence ?? "" };
    }
    case PING:
      return { kind: "pong" };
    default:
      return null;
  }
}
