import { useTranslations } from "next-intl";
import { CopyButton } from "../ui/copy-button";

/** What an app is set up with. */
export interface FactorSetupProps {
  /** Base32 in groups of four. */
  readonly secret: string;
  readonly uri: string;
  /** One side of the picture, in modules. */
  readonly size: number;
  /** Its dark modules, as an SVG path. */
  readonly path: string;
}

/** The secret for an app: as a picture to scan, as a link for an app on this machine, and as text to type. */
export function FactorSetup({ secret, uri, size, path }: FactorSetupProps) {
  const t = useTranslations("account.setup");
  return (
    <ol className="grid list-decimal gap-4 pl-5 text-sm marker:text-ink-faint">
      <li>{t("app")}</li>
      <li>
        {t("scan")}
        {/* Black on white in both themes: cameras read nothing else. */}
        <svg
          role="img"
          aria-label={t("picture")}
          viewBox={`0 0 ${size} ${size}`}
          shapeRendering="crispEdges"
          className="mt-2 size-48 rounded border"
        >
          <rect width={size} height={size} fill="#ffffff" />
          <path d={path} fill="#000000" />
        </svg>
        <p className="mt-2 text-ink-soft">
          {t("noCamera")}{" "}
          <a href={uri} className="text-accent underline underline-offset-2">
            {t("open")}
          </a>
        </p>
        <p className="mt-2 flex flex-wrap items-center gap-2">
          <code className="rounded bg-sunken px-2 py-1 font-mono text-xs break-all">{secret}</code>
          <CopyButton value={secret.replaceAll(" ", "")} label={t("copy")} />
        </p>
      </li>
      <li>{t("code")}</li>
    </ol>
  );
}
