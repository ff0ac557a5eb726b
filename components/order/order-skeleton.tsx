import { useTranslations } from "next-intl";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The page's shape while Dintero is asked. */
export function OrderSkeleton() {
  const t = useTranslations("order.page");
  return (
    <div role="status" className="after-a-moment grid gap-4">
      <span className="sr-only">{t("loading")}</span>
      <div className="grid gap-3">
        <Skeleton className="h-7 w-72 max-w-full" />
        <Skeleton className="h-8 w-40" />
        <Skeleton className="h-4 w-full max-w-2xl" />
      </div>
      <div className="grid items-start gap-4 min-[68rem]:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          <Block title="w-16" rows={1} />
          <Block title="w-14" rows={5} />
          <Block title="w-24" rows={4} />
          <Block title="w-20" rows={8} />
        </div>
        <div className="grid gap-4">
          <Block title="w-20" rows={2} />
          <Block title="w-20" rows={8} />
          <Block title="w-32" rows={4} />
          <Block title="w-28" rows={4} />
        </div>
      </div>
    </div>
  );
}

interface BlockProps {
  /** Width class of the heading. */
  readonly title: string;
  readonly rows: number;
}

function Block({ title, rows }: BlockProps) {
  return (
    <div className="rounded-lg border bg-surface">
      <div className="flex h-11 items-center border-b px-4">
        <Skeleton className={`h-4 ${title}`} />
      </div>
      <SkeletonRows count={rows} />
    </div>
  );
}
