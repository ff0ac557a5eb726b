import clsx from "clsx";
import Link from "next/link";

interface PillsProps {
  /** What is chosen here; also what a screen reader calls the list. */
  readonly label: string;
  readonly choices: readonly { readonly name: string; readonly href: string; readonly isOn: boolean }[];
}

/** One of a few, as links: each is the same page by another address. */
export function Pills({ label, choices }: PillsProps) {
  return (
    <nav aria-label={label} className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
      <span aria-hidden="true" className="text-ink-faint text-xs">
        {label}
      </span>
      <ul className="flex flex-wrap gap-1">
        {choices.map(({ name, href, isOn }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={isOn ? "true" : undefined}
              className={clsx(
                "inline-flex h-7 items-center rounded-full border px-2.5 text-xs",
                isOn
                  ? "border-ink bg-neutral-soft font-medium text-ink"
                  : "border-line text-ink-soft hover:border-line-strong hover:text-ink",
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
