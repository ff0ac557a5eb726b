/**
 * Opens an order's page as a link would: in a tab of its own with Ctrl or ⌘, else by `push`. To an event on the page the
 * browser goes by itself: see `OrderLink`.
 */
export function openOrder(href: string, isAside: boolean, push: () => void): void {
  if (isAside) window.open(href, "_blank", "noopener");
  else if (href.includes("#")) window.location.assign(href);
  else push();
}
