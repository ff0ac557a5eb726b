/** A clock this far off is worth a look; one that is off by the callback window refuses what it should keep (F7, F34). */
const OFF_MS = 60_000;
const WRONG_MS = 300_000;

/** How our clock stands against Dintero's. @param skewMs ours less theirs */
export function clockState(skewMs: number): "right" | "off" | "wrong" {
  const distance = Math.abs(skewMs);
  if (distance < OFF_MS) return "right";
  return distance < WRONG_MS ? "off" : "wrong";
}
