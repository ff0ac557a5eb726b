const FIRST_DELAY_MS = 1_000;
/** A backlog is taken up within two minutes of Dintero's return (F47). */
const MAX_DELAY_MS = 60_000;

/** Doubles from one second to a minute, less up to half by chance, so that what failed together is not tried together. */
export function retryDelayMs(attempts: number, random: number): number {
  const full = Math.min(FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1), MAX_DELAY_MS);
  return Math.round(full * (1 - random / 2));
}
