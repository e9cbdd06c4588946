/** Whether every word that is searched for is somewhere in a text, in capitals or not. */
export function isMeant(text: string, words: string): boolean {
  const lower = text.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
