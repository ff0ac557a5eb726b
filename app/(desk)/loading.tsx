import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

/** The home page's shape; a page of another shape has a loading.tsx of its own. */
export default function Loading() {
  const t = useTranslations("shell");
  return (
    <div role="status" className="after-a-moment mx-auto max-w-4xl pt-[clamp(1rem,8vh,5rem)]">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-8 w-48" />
      <Skeleton className="mt-2 mb-4 h-5 w-80 max-w-full" />
      <Skeleton className="h-12 w-full rounded-lg" />
      <div className="mt-10 grid gap-x-10 gap-y-8 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-64" />
        <Skeleton className="h-48" />
      </div>
    </div>
  );
}
