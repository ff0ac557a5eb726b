/** The product's mark: a K whose arms meet on the stem like two entries in a ledger. Decorative; the name stands beside it. */
export function Mark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" className={className}>
      <rect width="24" height="24" rx="6.5" className="fill-ink" />
      <path
        d="M7.75 6.25v11.5M16.5 6.25 11 12l5.5 5.75M7.75 12H11"
        fill="none"
        strokeWidth="2.1"
        strokeLinecap="square"
        className="stroke-canvas"
      />
    </svg>
  );
}
