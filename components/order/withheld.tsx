import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { WITHHELD } from "@/lib/domain/withheld";
import { Code } from "./inline";

/** The short list of what nobody is shown, and why. */
export function Withheld() {
  const t = useTranslations("order.withheld");
  return (
    <Disclosure summary={t("title")}>
      <dl className="grid gap-3 pl-5 text-sm">
        {WITHHELD.map(({ reason, keys }) => (
          <div key={reason}>
            <dt>
              <Code>{keys.join(", ")}</Code>
            </dt>
            <dd className="text-ink-soft">{t(`reason.${reason}`)}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
