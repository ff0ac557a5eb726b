import type { RequestView } from "@/lib/domain/delivery-log";

/** Headers that sign, or that curl makes itself. */
const LEFT_OUT = /^(dintero-signature|event-signature|content-length|host)$/i;

/**
 * The request as a curl command, without its signature: a copy must not be able to stand in for Dintero's own.
 * Undefined where the query is not shown whole. @param body as text; left out when there is none to show
 */
export function asCurl(origin: string, request: RequestView, body: string | undefined): string | undefined {
  const { method, pathname, rawQuery, headers } = request;
  if (method === undefined || rawQuery === undefined) return undefined;
  const words = [
    `curl -X ${quoted(method)} ${quoted(`${origin}${pathname}${rawQuery === "" ? "" : `?${rawQuery}`}`)}`,
    ...headers
      .filter(({ name }) => !LEFT_OUT.test(name))
      .map(({ name, value }) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-binary ${quoted(body)}`]),
  ];
  return words.join(" \\\n  ");
}

/** Nothing within is special to a shell but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
