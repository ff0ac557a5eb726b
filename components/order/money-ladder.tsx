import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { type MinorUnits, minorUnits } from "@/lib/domain/minor-units";
import type { Amounts } from "@/lib/domain/order";
import { formatMoney } from "@/lib/format/money";

export type Rung = "captured" | "pendingRefund" | "refunded" | "pendingCapture" | "remaining" | "voided";

const FILLS: Record<Rung, string> = {
  captured: "fill-good",
  pendingRefund: "fill-good",
  refunded: "fill-info",
  pendingCapture: "fill-accent",
  remaining: "fill-accent",
  voided: "fill-ink-faint",
};

const HATCHED: ReadonlySet<Rung> = new Set(["pendingRefund", "pendingCapture", "voided"]);

/**
 * The authorized amount as one bar: kept, given back, still to take, let go. What is asked for and not confirmed is
 * hatched. The table beneath has the same figures; the bar's own name says them for who cannot see it.
 */
export function MoneyLadder({ amounts }: { readonly amounts: Amounts }) {
  const t = useTranslations("order.money");
  const locale = useLocale();
  const hatch = useId();
  const rungs = rungsOf(amounts);
  const whole = rungs.reduce((total, [, amount]) => total + amount, 0);
  if (whole <= 0) return null;
  const label = rungs
    .map(([rung, amount]) => `${t(`rung.${rung}`)} ${formatMoney(amount, amounts.currency, locale)}`)
    .join(", ");
  let start = 0;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 1000 16"
      preserveAspectRatio="none"
      className="h-3 w-full rounded-full bg-neutral-soft"
    >
      <title>{label}</title>
      <defs>
        <HatchPattern id={hatch} />
      </defs>
      {rungs.map(([rung, amount]) => {
        const x = (start / whole) * 1000;
        const width = (amount / whole) * 1000;
        start += amount;
        return (
          <g key={rung}>
            <rect x={x} y="0" width={Math.max(width - 2, 1)} height="16" className={FILLS[rung]} />
            {HATCHED.has(rung) && (
              <rect x={x} y="0" width={Math.max(width - 2, 1)} height="16" fill={`url(#${hatch})`} />
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** The bar's colour beside its row in the table. */
export function RungSwatch({ rung }: { readonly rung: Rung }) {
  const hatch = useId();
  return (
    <svg aria-hidden="true" viewBox="0 0 10 10" className="inline-block size-2.5 shrink-0 rounded-sm">
      <defs>
        <HatchPattern id={hatch} />
      </defs>
      <rect width="10" height="10" className={FILLS[rung]} />
      {HATCHED.has(rung) && <rect width="10" height="10" fill={`url(#${hatch})`} />}
    </svg>
  );
}

function HatchPattern({ id }: { readonly id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="3" height="6" className="fill-surface" />
    </pattern>
  );
}

/** The parts of the bar that are not empty, left to right. Requests are part of what they would take from. */
function rungsOf(amounts: Amounts): [Rung, MinorUnits][] {
  const { captured, refunded, remaining, voided, pendingCapture, pendingRefund } = amounts;
  const kept = captured - refunded;
  const refundAsked = Math.min(pendingRefund, Math.max(kept, 0));
  const captureAsked = Math.min(pendingCapture, Math.max(remaining, 0));
  const rungs: [Rung, number][] = [
    ["captured", kept - refundAsked],
    ["pendingRefund", refundAsked],
    ["refunded", refunded],
    ["pendingCapture", captureAsked],
    ["remaining", remaining - captureAsked],
    ["voided", voided],
  ];
  return rungs.flatMap(([rung, amount]): [Rung, MinorUnits][] =>
    amount > 0 ? [[rung, minorUnits(amount)]] : [],
  );
}
