import { useMessages } from "next-intl";
import { Chip } from "./ui/chip";
import { TONE_ICONS, TONE_TEXTS, type Tone } from "./ui/tone";

/** What each status means for the merchant. A status that is not here is shown as received, without a judgement. */
const TONE_BY_STATUS: Readonly<Record<string, Tone>> = {
  OPEN: "neutral",
  IN_PROGRESS: "info",
  INITIATED: "info",
  ON_HOLD: "waiting",
  AUTHORIZED: "info",
  COMPLETED: "good",
  PARTIALLY_CAPTURED: "info",
  CAPTURED: "good",
  PARTIALLY_CAPTURED_REFUNDED: "good",
  PARTIALLY_REFUNDED: "good",
  REFUNDED: "neutral",
  AUTHORIZATION_VOIDED: "neutral",
  CANCELLED: "neutral",
  EXPIRED: "neutral",
  DECLINED: "bad",
  FAILED: "bad",
  UNKNOWN: "waiting",
};

/** The word and the meaning of a status: of a transaction as Dintero sent it, or of a session as derived. */
function useStatus(status: string): { readonly word: string; readonly tone: Tone } {
  const words: Readonly<Record<string, string>> = useMessages().status.order;
  return {
    word: (Object.hasOwn(words, status) && words[status]) || status,
    tone: (Object.hasOwn(TONE_BY_STATUS, status) && TONE_BY_STATUS[status]) || "neutral",
  };
}

interface StatusProps {
  readonly status: string;
}

/** An order's status where it is the headline. */
export function StatusChip({ status }: StatusProps) {
  const { word, tone } = useStatus(status);
  return <Chip tone={tone}>{word}</Chip>;
}

/** An order's status within a list: the tone's icon and the word, without a ground of its own. */
export function StatusText({ status }: StatusProps) {
  const { word, tone } = useStatus(status);
  const Icon = TONE_ICONS[tone];
  return (
    <span
      className={`inline-flex min-w-0 max-w-full shrink-0 items-center gap-1 font-medium ${TONE_TEXTS[tone]}`}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">{word}</span>
    </span>
  );
}
