import type { CsvFormat } from "@/lib/domain/csv-format";
import type { Locale } from "@/lib/i18n/locale";

/** How a file is written that a spreadsheet opens where that language is spoken. */
export const USUAL_CSV: Record<Locale, CsvFormat> = {
  en: { delimiter: "comma", decimal: "point", hasBom: true },
  nb: { delimiter: "semicolon", decimal: "comma", hasBom: true },
};
