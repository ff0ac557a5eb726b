import { ChevronRight } from "lucide-react";
import { ButtonLink } from "../ui/button-link";

interface TurnPageProps {
  /** Names the landmark. */
  readonly label: string;
  /** Back to where the list begins; absent on the first page. */
  readonly first?: { readonly href: string; readonly name: string } | undefined;
  /** Absent on the last page. */
  readonly next?: { readonly href: string; readonly name: string } | undefined;
}

/** To the next page of a list that is read from its beginning. */
export function TurnPage({ label, first, next }: TurnPageProps) {
  if (first === undefined && next === undefined) return null;
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-2">
      {first && (
        <ButtonLink href={first.href} variant="quiet" prefetch={false}>
          {first.name}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink href={next.href} rel="next" prefetch={false}>
          {next.name}
          <ChevronRight aria-hidden="true" className="size-4" />
        </ButtonLink>
      )}
    </nav>
  );
}
