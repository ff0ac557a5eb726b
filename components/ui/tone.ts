import { CircleCheck, CircleDashed, CircleX, Clock3, Info, type LucideIcon } from "lucide-react";

/** What a colour means. Never the only sign: each tone also has an icon, and stands beside a word. */
export type Tone = "good" | "waiting" | "bad" | "info" | "neutral";

export const TONE_ICONS: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  waiting: Clock3,
  bad: CircleX,
  info: Info,
  neutral: CircleDashed,
};

/** Text in the tone, on its own soft ground with its own hairline. */
export const TONE_SURFACES: Record<Tone, string> = {
  good: "bg-good-soft border-good-line text-good",
  waiting: "bg-waiting-soft border-waiting-line text-waiting",
  bad: "bg-bad-soft border-bad-line text-bad",
  info: "bg-info-soft border-info-line text-info",
  neutral: "bg-neutral-soft border-neutral-line text-neutral",
};

/** Text in the tone on the page's own ground. */
export const TONE_TEXTS: Record<Tone, string> = {
  good: "text-good",
  waiting: "text-waiting",
  bad: "text-bad",
  info: "text-info",
  neutral: "text-ink-soft",
};
