import { useLocale, useTranslations } from "next-intl";
import { Identifier } from "@/components/identifier";
import { Chip } from "@/components/ui/chip";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInstant } from "@/lib/format/instants";
import { formatQuantity } from "@/lib/format/numbers";

interface GapCardProps {
  /** Newest first; at least one. */
  readonly checks: readonly {
    /** YYYY-MM-DD. */
    readonly day: string;
    readonly atDintero: number;
    readonly held: number;
    /** Transaction ids. */
    readonly missing: readonly string[];
  }[];
}

const MOST_IDS = 5;

/** "Dintero has 212 captures that day, we hold 212." */
export function GapCard({ checks }: GapCardProps) {
  const t = useTranslations("callbacks.gap");
  const locale = useLocale();
  return (
    <Section title={t("title")} isFlush>
      <Table caption={t("title")} isCaptionHidden isStackable>
        <thead>
          <tr>
            <Th>{t("day")}</Th>
            <Th isNumeric>{t("atDintero")}</Th>
            <Th isNumeric>{t("held")}</Th>
            <Th>{t("missing")}</Th>
          </tr>
        </thead>
        <tbody>
          {checks.map(({ day, atDintero, held, missing }) => (
            <tr key={day}>
              <Th scope="row" label={t("day")}>
                {formatInstant(`${day}T12:00:00Z`, { locale, timeZone: "UTC", style: "date" })}
              </Th>
              <Td isNumeric label={t("atDintero")}>
                {formatQuantity(atDintero, locale)}
              </Td>
              <Td isNumeric label={t("held")}>
                {formatQuantity(held, locale)}
              </Td>
              <Td label={t("missing")}>
                {missing.length === 0 ? (
                  <Chip tone="good">{t("complete")}</Chip>
                ) : (
                  <div className="grid justify-items-start gap-1">
                    <Chip tone="bad">{t("lacking", { count: missing.length })}</Chip>
                    {missing.slice(0, MOST_IDS).map((id) => (
                      <Identifier
                        key={id}
                        value={id}
                        label={id}
                        href={`/transactions/${encodeURIComponent(id)}`}
                        isCopyable
                      />
                    ))}
                  </div>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
