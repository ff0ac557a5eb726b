import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { StatusText } from "@/components/status-text";
import { Table, Td, Th } from "@/components/ui/table";
import type { EffectView, FigureName } from "@/lib/domain/delivery-log";
import { minorUnits } from "@/lib/domain/minor-units";

/** The figures that an attempt changed, before and after. At least one. */
export function EffectTable({ effect }: { readonly effect: EffectView }) {
  const t = useTranslations("callbacks.effect");
  return (
    <Table caption={t("caption")} isCaptionHidden>
      <thead>
        <tr>
          <Th>{t("figure")}</Th>
          <Th isNumeric>{t("before")}</Th>
          <Th aria-hidden="true" className="w-4 px-0" />
          <Th isNumeric>{t("after")}</Th>
        </tr>
      </thead>
      <tbody>
        {effect.changes.map(({ figure, before, after }) => (
          <tr key={figure}>
            <Th scope="row" className="font-normal text-ink-soft">
              {t(`name.${figure}`)}
            </Th>
            <Td isNumeric>
              <Value figure={figure} value={before} currency={effect.before?.currency} />
            </Td>
            <Td aria-hidden="true" className="px-0">
              <ArrowRight className="mt-0.5 size-3.5 text-ink-faint" />
            </Td>
            <Td isNumeric className="font-medium">
              <Value figure={figure} value={after} currency={effect.after?.currency} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

interface ValueProps {
  readonly figure: FigureName;
  readonly value: string | number | undefined;
  readonly currency: string | undefined;
}

function Value({ figure, value, currency }: ValueProps) {
  const t = useTranslations("callbacks.effect");
  if (value === undefined) return <span className="text-ink-faint">{t("unknownBefore")}</span>;
  if (figure === "status") return <StatusText status={String(value)} />;
  if (typeof value === "number" && currency !== undefined)
    return <Amount value={minorUnits(value)} currency={currency} />;
  return <bdi>{value}</bdi>;
}
