/** Grey stand-ins for rows of a table or list, each at its real height. */
export function SkeletonRows({ count }: { readonly count: number }) {
  const rows = Array.from({ length: count }, (_, row) => `row-${row}`);
  return (
    <div aria-hidden="true" className="divide-y">
      {rows.map((row) => (
        <div key={row} className="flex h-14 items-center gap-4 px-4">
          <div className="skeleton h-3.5 w-2/5" />
          <div className="skeleton h-3.5 w-1/5" />
          <div className="skeleton ml-auto h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
