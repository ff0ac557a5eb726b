import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import type { ReplyName } from "@/lib/domain/failure-names";
import {
  LANGUAGE_NAMES,
  REPLY_LANGUAGES,
  type ReplyLanguage,
  repliesOf,
  replyLanguageFor,
} from "@/lib/i18n/replies";

interface ReplyBoxProps {
  readonly reply: ReplyName;
  readonly merchantReference: string | undefined;
  /** The customer's, ISO alpha-2. */
  readonly country: string | undefined;
}

/** Which text is in sight follows from the chosen button by style alone: no script. */
const SHOWN_WHEN: Readonly<Record<ReplyLanguage, string>> = {
  nb: "group-has-[input[value=nb]:checked]/reply:block",
  sv: "group-has-[input[value=sv]:checked]/reply:block",
  da: "group-has-[input[value=da]:checked]/reply:block",
  fi: "group-has-[input[value=fi]:checked]/reply:block",
  en: "group-has-[input[value=en]:checked]/reply:block",
};

/** What to answer the customer, to be copied, in the customer's language first. It gives no reason away. */
export function ReplyBox({ reply, merchantReference, country }: ReplyBoxProps) {
  const t = useTranslations("order.verdict.reply");
  const name = useId();
  const first = replyLanguageFor(country, useLocale());
  const texts = repliesOf(reply, merchantReference);
  return (
    <div className="group/reply min-w-0 rounded-lg border bg-sunken p-3">
      <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-2 print:hidden">
        <legend className="float-left mr-3 text-ink-faint text-xs">{t("title")}</legend>
        <div className="flex flex-wrap gap-1">
          {REPLY_LANGUAGES.map((language) => (
            <label
              key={language}
              lang={language}
              className="flex h-7 cursor-pointer items-center rounded border border-transparent px-2 text-ink-soft text-xs hover:text-ink has-checked:border-line-strong has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText]"
            >
              <input
                type="radio"
                name={name}
                value={language}
                defaultChecked={language === first}
                className="sr-only"
              />
              {LANGUAGE_NAMES[language]}
            </label>
          ))}
        </div>
      </fieldset>
      {REPLY_LANGUAGES.map((language) => (
        <div key={language} className={`hidden pt-2 ${SHOWN_WHEN[language]}`}>
          <p lang={language} className="max-w-prose text-sm">
            {texts[language]}
          </p>
          <CopyButton
            value={texts[language]}
            label={t("copyIn", { language: LANGUAGE_NAMES[language] })}
            className="mt-2"
          >
            {t("copy")}
          </CopyButton>
        </div>
      ))}
      <p className="mt-2 text-ink-faint text-xs">{t("safe")}</p>
    </div>
  );
}
