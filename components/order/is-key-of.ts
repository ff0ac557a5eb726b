/** Whether a catalogue has a sentence under `key`; narrows it to the names next-intl accepts. */
export function isKeyOf<T extends object>(words: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(words, key);
}
