import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { StatusText } from "@/components/status-text";
import { Table, Td, Th } from "@/components/ui/table";
import type { EffectView, FigureName } from "@/lib/domain/delivery-log";
import { minorUnits } from "@/lib/domain/minor-units";

/** The figures that an attempt changed, before and after; of an order that was new here, how it stands. At least one. */
export function EffectTable({ effect }: { readonly effect: EffectView }) {
  const t = useTranslations("callbacks.effect");
  const isNew = effect.before === undefined;
  // Of a new order every figure is a change: the nothings and what each amount says anyway are left out.
  const changes = effect.changes.filter(
    ({ figure, after }) => !isNew || (figure !== "currency" && after !== 0),
  );
  return (
    <>
      {isNew && <p className="px-4 pt-3 text-ink-soft text-sm">{t("isNew")}</p>}
      <Table caption={t("caption")} isCaptionHidden>
        <thead>
          <tr>
            <Th>{t("figure")}</Th>
            {!isNew && <Th isNumeric>{t("before")}</Th>}
            {!isNew && <Th aria-hidden="true" className="w-4 px-0" />}
            <Th isNumeric>{t(isNew ? "stands" : "after")}</Th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ figure, before, after }) => (
            <tr key={figure}>
              <Th scope="row" className="font-normal text-ink-soft">
                {t(`name.${figure}`)}
              </Th>
              {!isNew && (
                <Td isNumeric>
                  <Value figure={figure} value={before} currency={effect.before?.currency} />
                </Td>
              )}
              {!isNew && (
                <Td aria-hidden="true" className="px-0">
                  <ArrowRight className="mt-0.5 size-3.5 text-ink-faint" />
                </Td>
              )}
              <Td isNumeric className="font-medium">
                <Value figure={figure} value={after} currency={effect.after?.currency} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
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
