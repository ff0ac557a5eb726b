import { useTranslations } from "next-intl";
import { buttonClass } from "../ui/button";
import { Notice } from "../ui/notice";

interface FileElsewhereProps {
  /** An https address that Dintero named; it may open the file for whoever has it. */
  readonly url: string;
}

/** Dintero has not sent a file but an address at a host that we do not know. The person decides whether to go there. */
export function FileElsewhere({ url }: FileElsewhereProps) {
  const t = useTranslations("payouts.settlements.files");
  const { host } = new URL(url);
  return (
    <Notice
      tone="waiting"
      title={t("elsewhere")}
      action={
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer external"
          className={buttonClass("secondary", "small")}
        >
          {t("open")}
        </a>
      }
    >
      {t.rich("elsewhereText", { host: () => <bdi className="wrap-anywhere font-mono text-xs">{host}</bdi> })}
    </Notice>
  );
}
