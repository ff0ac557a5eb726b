import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { usePaymentMethod } from "@/components/order/words";
import { Section } from "@/components/ui/section";
import type { AuthorizationWindows, WindowSource } from "@/lib/domain/authorization-window";
import { WindowsForm } from "./windows-form";

interface WindowsSectionProps {
  readonly held: {
    readonly value: AuthorizationWindows;
    readonly version: number;
    readonly updatedAt?: string | undefined;
  };
  readonly methods: readonly {
    readonly paymentProductType: string;
    readonly known?: { readonly days: number; readonly source: WindowSource } | undefined;
    readonly open: number;
  }[];
}

/** For how long each way to pay keeps money reserved: what is known, what was decided, what hangs on it. */
export function WindowsSection({ held, methods }: WindowsSectionProps) {
  const t = useTranslations("settings.windows");
  const nameOf = usePaymentMethod();
  const rows = methods.map(({ paymentProductType: method, known, open }) => ({
    ...{ method, known, open },
    name: nameOf(method),
    configured: held.value[method],
  }));
  const isOwn = ({ open, configured }: (typeof rows)[number]) => open > 0 || configured !== undefined;
  return (
    <Section
      title={t("title")}
      isFlush
      actions={
        held.updatedAt && (
          <span className="text-ink-faint text-xs">
            {t("changed")} <Instant at={held.updatedAt} style="minute" />
          </span>
        )
      }
    >
      <WindowsForm
        key={held.version}
        version={held.version}
        own={rows.filter(isOwn)}
        others={rows.filter((row) => !isOwn(row))}
      />
    </Section>
  );
}
