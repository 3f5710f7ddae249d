/** Vietnamese letters without their marks, one letter for one, so that positions stay the same. */

const MARKS = /[\u0300-\u036f]/g;

/** Return the text in lower case without diacritics (Đà Nẵng → da nang), same length for NFC text. */
export function fold(text: string): string {
  return text.normalize("NFC").replace(/[^\u0000-\u007f]/g, (letter) => {
    if (letter === "đ" || letter === "Đ") return "d";
    const plain = letter.normalize("NFD").replace(MARKS, "").toLowerCase();
    return plain.length === letter.length ? plain : letter;
  }).toLowerCase();
}

/** True when every word of the question begins some word of the text, marks aside. */
export function matchesWords(text: string, question: string): boolean {
  const words = fold(text).split(/\s+/);
  return fold(question).split(/\s+/).filter(Boolean).every((part) => words.some((word) => word.startsWith(part)));
}

// Both as `hoitu.kernel.text` reckons, so that the page and the server say the same.
const SYLLABLE = /[\p{L}\p{N}]+/gu;
const SYLLABLES_PER_MINUTE = 300;

/** Count syllables: groups of letters or digits, as Vietnamese newsrooms measure length (chữ). */
export function countSyllables(text: string): number {
  return text.normalize("NFC").match(SYLLABLE)?.length ?? 0;
}

/** Return whole minutes of reading, at least one for any text. */
export function readingMinutes(syllables: number): number {
  return syllables === 0 ? 0 : Math.max(1, Math.round(syllables / SYLLABLES_PER_MINUTE));
}
