import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";

/** What of the address was not understood, by name: a filter that is ignored in silence shows the wrong rows. */
export function UnknownParameters({ names }: { readonly names: readonly string[] }) {
  const t = useTranslations("callbacks.filter");
  if (names.length === 0) return null;
  return (
    <Notice tone="waiting" title={t("unknownTitle")}>
      <ul className="flex flex-wrap gap-x-3">
        {names.map((name) => (
          <li key={name}>
            <code className="wrap-anywhere text-xs">
              <bdi>{name}</bdi>
            </code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
