import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyButton } from "./ui/copy-button";

/** How much of the end always shows: ids differ there. */
const TAIL = 6;

interface IdentifierProps {
  readonly value: string;
  /** What it is, in the reader's language: "Session id". Names the copy button. */
  readonly label: string;
  readonly isCopyable?: boolean;
  readonly href?: string | undefined;
  readonly className?: string;
}

/**
 * An id: monospace, shortened in the middle when its place is narrow. The whole value is in the page, so selecting,
 * searching and a screen reader get all of it.
 */
export function Identifier({ value, label, isCopyable = false, href, className }: IdentifierProps) {
  const t = useTranslations("format");
  const head = value.slice(0, -TAIL);
  const text = (
    <span className="inline-flex min-w-0 font-mono" title={value}>
      <bdi className="truncate">{head}</bdi>
      <bdi className="shrink-0">{value.slice(-TAIL)}</bdi>
    </span>
  );
  return (
    <span className={clsx("inline-flex max-w-full items-center gap-0.5 align-middle text-xs", className)}>
      {href ? (
        <Link
          href={href}
          prefetch={false}
          className="inline-flex min-w-0 rounded text-accent hover:underline"
        >
          {text}
        </Link>
      ) : (
        text
      )}
      {isCopyable && <CopyButton value={value} label={t("copy", { what: label })} />}
    </span>
  );
}
