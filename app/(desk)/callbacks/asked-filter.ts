import { parseCallbackFilter } from "@/lib/domain/callback-filter";

type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The filter that a page's address asks for. A field that a plain form sent empty asks for nothing. */
export function askedFilter(searchParams: SearchParams): ReturnType<typeof parseCallbackFilter> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(searchParams)) {
    for (const one of typeof value === "string" ? [value] : (value ?? [])) {
      if (one !== "") params.append(name, one);
    }
  }
  return parseCallbackFilter(params);
}
