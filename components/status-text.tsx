import { useMessages } from "next-intl";
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

/**
 * An order's status within a list, of its transaction as Dintero sent it or of its session as derived: the icon and the
 * colour of what it means, and the word.
 */
export function StatusText({ status }: { readonly status: string }) {
  const words: Readonly<Record<string, string>> = useMessages().status.order;
  const tone = (Object.hasOwn(TONE_BY_STATUS, status) && TONE_BY_STATUS[status]) || "neutral";
  const Icon = TONE_ICONS[tone];
  return (
    <span
      className={`inline-flex min-w-0 max-w-full shrink-0 items-center gap-1 font-medium ${TONE_TEXTS[tone]}`}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">{(Object.hasOwn(words, status) && words[status]) || status}</span>
    </span>
  );
}
