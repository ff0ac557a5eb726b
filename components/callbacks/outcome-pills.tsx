import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { TONE_TEXTS } from "@/components/ui/tone";
import { type CallbackFilter, callbacksHref } from "@/lib/domain/callback-filter";
import { DELIVERY_OUTCOMES, type DeliveryOutcome } from "@/lib/domain/delivery-log";
import { OUTCOME_LOOKS } from "./outcome-chip";

/** The outcomes as links, each of which takes its own in or out and leaves the rest of the filter as it is. */
export function OutcomePills({ filter }: { readonly filter: CallbackFilter }) {
  const t = useTranslations("callbacks");
  const { before: _before, after: _after, ...rest } = filter;
  const hrefOf = (outcomes: readonly DeliveryOutcome[]) => callbacksHref({ ...rest, outcomes });
  return (
    <nav aria-label={t("filter.outcomes")}>
      <ul className="flex flex-wrap gap-1">
        <li>
          <Pill href={hrefOf([])} isOn={filter.outcomes.length === 0}>
            {t("filter.all")}
          </Pill>
        </li>
        {DELIVERY_OUTCOMES.map((outcome) => {
          const isOn = filter.outcomes.includes(outcome);
          const { icon: Icon, tone } = OUTCOME_LOOKS[outcome];
          const others = filter.outcomes.filter((other) => other !== outcome);
          return (
            <li key={outcome}>
              <Pill href={hrefOf(isOn ? others : [...others, outcome])} isOn={isOn}>
                <Icon aria-hidden="true" className={clsx("size-3.5 shrink-0", TONE_TEXTS[tone])} />
                {t(`outcome.${outcome}`)}
              </Pill>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

interface PillProps {
  readonly href: string;
  readonly isOn: boolean;
  readonly children: React.ReactNode;
}

function Pill({ href, isOn, children }: PillProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isOn ? "true" : undefined}
      className={clsx(
        "inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs",
        isOn
          ? "border-ink bg-neutral-soft font-medium text-ink"
          : "border-line text-ink-soft hover:border-line-strong hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
