/** `parameters` each with a key of its own for React: a name may come twice with the same value. */
export function keyed<T extends { readonly name: string }>(
  parameters: readonly T[],
): readonly { readonly key: string; readonly parameter: T }[] {
  return parameters.map((parameter, place) => ({ key: `${place} ${parameter.name}`, parameter }));
}
