import { useLocale, useMessages, useTranslations } from "next-intl";
import type { DeliveryLogRow } from "@/lib/domain/delivery-log";
import { formatDuration } from "@/lib/format/durations";

/** What a callback was about, in words. An event or error we have no word for stays as received. */
export function useKindOf(): (row: Pick<DeliveryLogRow, "kind" | "channel" | "event" | "error">) => string {
  const t = useTranslations("callbacks.kind");
  const { kind: kinds, error: errors } = useMessages().callbacks;
  return ({ kind, channel, event, error }) => {
    if (kind === "refusal") return t("unread");
    if (error !== undefined) return t("error", { error: wordOf(errors, error) ?? error });
    if (event !== undefined) {
      const word = wordOf(kinds, event);
      if (word !== undefined && EVENTS.has(event)) return word;
      return channel === "webhook" ? t("webhook", { event }) : event;
    }
    return kind === "finding" ? t("finding") : t("authorization");
  };
}

const EVENTS: ReadonlySet<string> = new Set(["AUTHORIZE", "CAPTURE", "REFUND", "VOID"]);

/** Why something was refused or did not work, from its code; a code we have no words for stays as it is. */
export function useReasonOf(): (code: string) => string {
  const { callbacks, errors } = useMessages();
  return (code) => {
    const expected: Readonly<Record<string, { readonly title: string }>> = errors.code;
    return (
      wordOf(callbacks.reason, code) ??
      (Object.hasOwn(expected, code) ? expected[code]?.title : undefined) ??
      code
    );
  };
}

/** A number of seconds in the reader's language. */
export function useDuration(): (seconds: number) => string {
  const locale = useLocale();
  return (seconds) => formatDuration(seconds, locale);
}

function wordOf(words: Readonly<Record<string, string>>, value: string): string | undefined {
  return Object.hasOwn(words, value) ? words[value] : undefined;
}
