/** Where the browser keeps words of stories; the editor writes here, signing out clears it. Knows no document. */

export interface Row {
  id?: number;
  /** "person/story": unsent words must leave under their writer's name. */
  key: string;
  update: Uint8Array;
  sent: boolean;
  at: number;
}

export const DATABASE = "hoitu-editor";
export const ROWS = "updates";

export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolve when everything asked of the transaction stands: a page that leaves earlier takes its changes with it. */
export function stands(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    const rows = request.result.createObjectStore(ROWS, { keyPath: "id", autoIncrement: true });
    rows.createIndex("key", "key");
  };
  return done(request);
}

/** Return under which key a person's words of a story are kept. */
export function keyOf(person: string, story: string): string {
  return `${person}/${story}`;
}

export async function rowsOf(database: IDBDatabase, key: string): Promise<Row[]> {
  return (await done(database.transaction(ROWS).objectStore(ROWS).index("key").getAll(key))) as Row[];
}

/** How far the server had counted when this browser last heard of a story; 0: never, or nothing can be kept. */
export function seqOf(key: string): number {
  try {
    return Number(localStorage.getItem(`${DATABASE}/${key}`)) || 0;
  } catch {
    return 0;
  }
}
