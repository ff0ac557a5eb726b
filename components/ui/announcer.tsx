const ANNOUNCER_ID = "announcer";

/** The page's one polite live region; the root layout holds it, so that it is there before anything is said. */
export function Announcer() {
  return <div id={ANNOUNCER_ID} role="status" aria-live="polite" className="sr-only" />;
}

/** Says `text` to a screen reader when it has finished what it is saying. The same text twice is said twice. */
export function announce(text: string): void {
  const region = document.getElementById(ANNOUNCER_ID);
  if (!region) return;
  // A no-break space makes a repeated sentence a change of the region.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
