import clsx from "clsx";

/** A grey stand-in with the size of what is coming: give it height and width by class. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={clsx("skeleton", className)} />;
}

/** Stand-ins for the two-line rows of a list of orders, each at its real height. */
export function SkeletonRows({ count }: { readonly count: number }) {
  const rows = Array.from({ length: count }, (_, row) => `row-${row}`);
  return (
    <div aria-hidden="true" className="divide-y">
      {rows.map((row) => (
        <div key={row} className="flex h-[3.375rem] items-center gap-4 px-4">
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3.5 w-1/5" />
          <Skeleton className="ml-auto h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
