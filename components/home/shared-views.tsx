import { Bookmark } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { SavedViewJson } from "@/lib/queries/views";
import { Section } from "../ui/section";

interface SharedViewsProps {
  readonly views: readonly SavedViewJson[];
}

/** The saved views that everybody shares, in their order. */
export function SharedViews({ views }: SharedViewsProps) {
  const t = useTranslations("views");
  return (
    <Section title={t("shared")} isFlush>
      <ul className="divide-y">
        {views.map(({ id, name, href }) => (
          <li key={id}>
            <Link
              href={href}
              prefetch={false}
              className="flex min-h-10 items-center gap-2.5 px-4 py-2 text-sm -outline-offset-2 hover:bg-hover"
            >
              <Bookmark aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
              <bdi className="min-w-0 truncate">{name}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
