import { parseCallbackFilter } from "@/lib/domain/callback-filter";
import { askedParams, type SearchParams } from "../asked-params";

/** The filter that a page's address asks for. A field that a plain form sent empty asks for nothing. */
export function askedFilter(searchParams: SearchParams): ReturnType<typeof parseCallbackFilter> {
  const asked = [...askedParams(searchParams)].filter(([, value]) => value !== "");
  return parseCallbackFilter(new URLSearchParams(asked));
}
