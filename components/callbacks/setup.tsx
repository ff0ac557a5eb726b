import { Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { CallbackAddress } from "./callback-address";
import { FirstArrival } from "./first-arrival";

interface SetupProps {
  readonly address: string;
  /** In the demo, and for whoever may: the button that sends one. */
  readonly canTest: boolean;
}

/** Nothing ever came: what to configure, where, and the place that ticks itself off. */
export function Setup({ address, canTest }: SetupProps) {
  const t = useTranslations("callbacks.setup");
  const b = (text: ReactNode) => <code className="wrap-anywhere text-ink text-xs">{text}</code>;
  return (
    <Section title={t("title")} actions={<Webhook aria-hidden="true" className="size-5 text-ink-faint" />}>
      <div className="grid max-w-prose gap-3 text-sm">
        <p>{t("lead")}</p>
        <div>
          <h3 className="text-ink-faint text-xs">{t("address")}</h3>
          <CallbackAddress address={address} />
        </div>
        {!address.startsWith("https:") && <Notice tone="waiting" title={t("notHttps")} />}
        <ol className="grid list-decimal gap-1.5 pl-5 text-ink-soft">
          <li>{t.rich("step1", { b })}</li>
          <li>{t.rich("step2", { b })}</li>
          <li>{t("step3")}</li>
        </ol>
        <FirstArrival canTest={canTest} />
      </div>
    </Section>
  );
}
