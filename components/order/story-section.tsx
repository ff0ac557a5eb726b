import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Disclosure } from "@/components/ui/disclosure";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { find, isRule } from "@/lib/domain/failure-table";
import type { OrderView } from "@/lib/domain/order-view";
import type { Session } from "@/lib/domain/session";
import { type StoryPoint, storyOfSession } from "@/lib/domain/session-story";
import en from "@/lib/i18n/messages/en/failure.json";
import { useDuration } from "./duration";
import { isKeyOf } from "./is-key-of";
import { usePaymentMethod } from "./words";

/** How far the customer came, when, on what, and what there was to pay with. Only what the session's document says. */
export function StorySection({ session, view }: { readonly session: Session; readonly view: OrderView }) {
  const t = useTranslations("order.story");
  const methodOf = usePaymentMethod();
  const story = storyOfSession(session, view.order.status === "EXPIRED");
  const { points, reached, visits, tries, windows, device, offered, notOffered } = story;
  const isPaid = view.order.amounts.authorized > 0;
  return (
    <Section title={t("title")} id="story">
      <p className="mb-3 max-w-prose font-medium">{t(`reached.${isPaid ? "paid" : reached}`)}</p>
      <ol className="mb-4 grid gap-1 text-sm">
        {points.map((point) => (
          <Point key={`${point.step} ${point.at}`} point={point} />
        ))}
      </ol>
      <Facts
        items={[
          { label: t("visits"), value: visits || undefined },
          { label: t("tries"), value: tries || undefined },
          {
            label: t("windows"),
            value: windows,
            note: windows !== undefined && windows > 1 ? t("manyWindows") : undefined,
          },
          {
            label: t("device"),
            value: device && [device.system, device.browser].filter(Boolean).join(" · "),
            note: device && t("deviceNote"),
          },
        ]}
      />
      <Disclosure summary={t("offered", { count: offered.length })} className="mt-2">
        <p className="text-sm">{offered.map(methodOf).join(", ")}</p>
      </Disclosure>
      {notOffered.length > 0 && (
        <Disclosure summary={t("notOffered", { count: notOffered.length })} className="mt-2">
          <ul className="grid gap-1 text-sm">
            {notOffered.map(({ paymentProductType, because }) => (
              <li key={paymentProductType}>
                {methodOf(paymentProductType)}: <Because because={because} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Section>
  );
}

function Because({ because }: { readonly because: string }) {
  const t = useTranslations("order.story");
  const rules = useTranslations("failure.rules");
  if (because === "off") return <span className="text-ink-soft">{t("off")}</span>;
  const rule = find("payability", because)?.rule;
  return (
    <span className="text-ink-soft" title={because}>
      {rule && isRule(rule) && isKeyOf(en.rules, rule) ? rules(rule) : because}
    </span>
  );
}

const GOOD: ReadonlySet<string> = new Set(["paid"]);
const BAD: ReadonlySet<string> = new Set(["failed", "declined", "cancelled", "expired"]);

function Point({ point }: { readonly point: StoryPoint }) {
  const t = useTranslations("order.story");
  const gapOf = useDuration();
  const methodOf = usePaymentMethod();
  const { step, at, afterMs, paymentProductType, count } = point;
  return (
    <li className="grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-2">
      <span
        aria-hidden="true"
        className={clsx(
          "mt-1.5 size-2 rounded-full",
          GOOD.has(step) ? "bg-good" : BAD.has(step) ? "bg-bad" : "bg-line-strong",
        )}
      />
      <span className="min-w-0">
        {t(`steps.${step}`, {
          count,
          hasMethod: paymentProductType ? "yes" : "no",
          method: paymentProductType ? methodOf(paymentProductType) : "",
        })}{" "}
        <span className="text-ink-faint text-xs">
          {afterMs === undefined || afterMs < 1_000 ? (
            <Instant at={at} style="time" />
          ) : (
            <span title={at}>{t("after", { gap: gapOf(afterMs) })}</span>
          )}
        </span>
      </span>
    </li>
  );
}
