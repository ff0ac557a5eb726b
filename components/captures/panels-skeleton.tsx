import { Axes } from "../charts/axes";
import { Skeleton } from "../ui/skeleton";

/** The axes of what is coming, at their heights. */
export function PanelsSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <Skeleton className="h-20" />
      <div className="rounded-lg border bg-surface p-4">
        <Axes height={280} />
      </div>
      <div className="rounded-lg border bg-surface p-4">
        <Axes height={260} />
      </div>
    </div>
  );
}
