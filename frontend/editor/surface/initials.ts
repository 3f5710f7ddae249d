/** Return two letters for a Vietnamese name: of the family name and of the given name, which stands last. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => (word ?? "").charAt(0).toLocaleUpperCase("vi")).join("");
}
