import clsx from "clsx";
import { FlaskConical, Store } from "lucide-react";
import { useTranslations } from "next-intl";

/**
 * Which Dintero account this is about, and whether its money is real: "T…" is a test account, "P…" production. The
 * two differ in word, icon, colour and shape.
 */
export function EnvironmentBadge({ accountId }: { readonly accountId: string }) {
  const t = useTranslations("shell.environment");
  const isTest = accountId.startsWith("T");
  const Icon = isTest ? FlaskConical : Store;
  return (
    <div
      title={t("account", { account: accountId })}
      className={clsx(
        "flex h-6 shrink-0 items-center gap-1.5 rounded-full border px-2 text-xs",
        isTest
          ? "border-waiting border-dashed bg-waiting-soft text-waiting"
          : "border-line-strong bg-surface text-ink",
      )}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="font-medium sm:hidden">{t(isTest ? "testShort" : "productionShort")}</span>
      <span className="hidden font-medium sm:inline">{t(isTest ? "test" : "production")}</span>
      <code className="hidden text-2xs opacity-90 lg:inline">{accountId}</code>
    </div>
  );
}
