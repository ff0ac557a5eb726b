import type { ReplyName } from "@/lib/domain/failure-names";
import type { Locale } from "./locale";
import da from "./replies/da.json";
import en from "./replies/en.json";
import fi from "./replies/fi.json";
import nb from "./replies/nb.json";
import sv from "./replies/sv.json";

/** The languages a customer may be answered in; more than Kontor itself speaks. */
export const REPLY_LANGUAGES = ["nb", "sv", "da", "fi", "en"] as const;
export type ReplyLanguage = (typeof REPLY_LANGUAGES)[number];

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<ReplyLanguage, string>> = {
  nb: "Norsk",
  sv: "Svenska",
  da: "Dansk",
  fi: "Suomi",
  en: "English",
};

type Texts = Readonly<Record<ReplyName | "order" | "orderWithReference", string>>;

export const REPLY_TEXTS: Readonly<Record<ReplyLanguage, Texts>> = { nb, sv, da, fi, en };

/** One answer to the customer in every language. It names the order and nothing else: no reason, no person. */
export function repliesOf(
  reply: ReplyName,
  merchantReference: string | undefined,
): Readonly<Record<ReplyLanguage, string>> {
  const filled = (language: ReplyLanguage) => {
    const texts = REPLY_TEXTS[language];
    const order =
      merchantReference === undefined || merchantReference.trim() === ""
        ? texts.order
        : texts.orderWithReference.replace("{reference}", () => merchantReference);
    return texts[reply].replace("{order}", () => order);
  };
  return { nb: filled("nb"), sv: filled("sv"), da: filled("da"), fi: filled("fi"), en: filled("en") };
}

const LANGUAGE_BY_COUNTRY: Readonly<Record<string, ReplyLanguage>> = {
  NO: "nb",
  SJ: "nb",
  SE: "sv",
  DK: "da",
  FI: "fi",
  AX: "sv",
  FO: "da",
  GL: "da",
};

/** The language to offer first: that of the customer's country (ISO alpha-2) when it is known, else the reader's. */
export function replyLanguageFor(country: string | undefined, reader: Locale): ReplyLanguage {
  if (country === undefined || !/^[a-z]{2}$/i.test(country.trim())) return reader;
  return LANGUAGE_BY_COUNTRY[country.trim().toUpperCase()] ?? "en";
}
