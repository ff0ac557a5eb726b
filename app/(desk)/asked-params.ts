export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a page's address asks for, as the grammars of lib/domain read it: repeated names in their order. */
export function askedParams(given: SearchParams): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    for (const one of [value].flat()) if (one !== undefined) params.append(name, one);
  }
  return params;
}
