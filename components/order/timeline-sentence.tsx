import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { TimelineEntry } from "@/lib/domain/order";
import { type SentenceKey, sentenceKey, useSentenceValues } from "./sentence";

/** One entry in words, with its amount; an event we do not know by its own name. */
export function TimelineSentence({ entry }: { readonly entry: TimelineEntry }) {
  const t = useTranslations("timeline");
  const valuesOf = useSentenceValues();
  const key: SentenceKey = sentenceKey(entry);
  return t.rich(key, {
    ...valuesOf(entry),
    b: (text: ReactNode) => <b className="figures font-semibold">{text}</b>,
    code: (text: ReactNode) => <code className="text-xs">{text}</code>,
  });
}
