import { isAskedFor, type Notice, noticesOf, readFlags } from "../courier/notice";
import { callbackUrlOf } from "../courier/parcels";
import { textAt } from "../json";
import { Dice } from "../shop/dice";
import type { Story } from "./story";

/** One callback of a story, and when it is sent. */
export interface PlannedDelivery {
  /** ms */
  readonly at: number;
  readonly notice: Notice;
  /** Of which of the order's sessions. */
  readonly sessionId: string;
  /** How often, at once: 0 never. */
  readonly times: number;
}

type Mishap = "lost" | "twice" | "twin" | "late" | "overtaken" | "none";

/** Out of a thousand callbacks: one in forty is never sent, and a few each come twice, late, or after the next one. */
const MISHAPS: readonly (readonly [Mishap, number])[] = [
  ["lost", 25],
  ["twice", 20],
  ["twin", 10],
  ["late", 25],
  ["overtaken", 25],
  ["none", 895],
];

const NEXT_MS = 1_500;

/** The callbacks that the flags of `story`'s sessions ask for, with their mishaps; ascending. `scale` as for the story. */
export function planDeliveries(
  story: Story,
  key: readonly (string | number)[],
  scale: number,
): PlannedDelivery[] {
  const planned = story.end.flatMap((record, attempt) => {
    const url = callbackUrlOf(record);
    const query = new URLSearchParams(url === undefined ? "" : new URL(url).search);
    const flags = readFlags(query);
    const sessionId = textAt(record.session, "id") ?? "";
    const due = noticesOf(record).filter((notice) => isAskedFor(notice, flags));
    return due.flatMap((notice, place) => {
      const dice = new Dice(...key, "mishap", attempt, place);
      const at = notice.at + flags.delayMs * scale;
      const next = due[place + 1]?.at ?? notice.at;
      const plain: PlannedDelivery = { at, notice, sessionId, times: 1 };
      return withMishap(plain, next, scale, dice);
    });
  });
  return planned.sort((one, other) => one.at - other.at);
}

function withMishap(plain: PlannedDelivery, next: number, scale: number, dice: Dice): PlannedDelivery[] {
  switch (dice.weighted(MISHAPS)) {
    case "lost":
      return [{ ...plain, times: 0 }];
    case "twice":
      return [{ ...plain, times: 2 }];
    case "twin":
      // Nearly the same at once, with the event's id and not its name (QUIRKS 1).
      return [plain, { ...plain, notice: { ...plain.notice, event: undefined } }];
    case "late":
      return [{ ...plain, at: plain.at + dice.whole(30_000, 180_000) * scale }];
    case "overtaken":
      return [{ ...plain, at: Math.max(plain.at, next + NEXT_MS) }];
    case "none":
      return [plain];
  }
}
