import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";

/** The address to configure, whole, to be copied. */
export function CallbackAddress({ address }: { readonly address: string }) {
  const t = useTranslations("callbacks.setup");
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-2 rounded border bg-surface px-3 py-2">
      <code className="wrap-anywhere min-w-0 flex-1 basis-64 select-all text-ink text-xs">{address}</code>
      <CopyButton value={address} label={t("copy")}>
        {t("copyShort")}
      </CopyButton>
    </div>
  );
}
