/** The one parameter of an order's page that says from which list it was opened: the list's own query. */
export const LIST_PARAMETER = "list";

/** The address `href` of an order's page, opened from the list at `listHref` ("/orders?..."). */
export function withinList(href: string, listHref: string): string {
  const { search } = new URL(listHref, "http://kontor.invalid");
  return `${href}?${new URLSearchParams({ [LIST_PARAMETER]: search.slice(1) })}`;
}

/** Where an order stands in the list it was opened from; addresses of our own. */
export interface OrderPlaceView {
  readonly listHref: string;
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
  readonly isListed: boolean;
  readonly position?: number | undefined;
  readonly count: number;
  readonly isExact: boolean;
}
