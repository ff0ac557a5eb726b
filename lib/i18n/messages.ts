import type { Locale } from "./locale";
import en from "./messages/en";

/** Every sentence of the product. English is the shape; `catalogues.test.ts` holds Norwegian to it. */
export type Messages = typeof en;
export type Namespace = keyof Messages;

const LOADERS: Record<Locale, () => Promise<Messages>> = {
  en: async () => en,
  nb: async () => (await import("./messages/nb")).default,
};

export function loadMessages(locale: Locale): Promise<Messages> {
  return LOADERS[locale]();
}

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
