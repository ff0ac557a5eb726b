import { ButtonLink } from "./button-link";
import { Notice } from "./notice";

interface UnfollowedProps {
  readonly title: string;
  /** One for each part of the address. */
  readonly sentences: readonly string[];
  readonly next: string;
  readonly clean: string;
  /** The same page by an address that says only what was followed. */
  readonly cleanHref: string;
  readonly className?: string;
}

/** What of an address was not followed: said, never ignored. Nothing when all of it was. */
export function Unfollowed({ title, sentences, next, clean, cleanHref, className }: UnfollowedProps) {
  if (sentences.length === 0) return null;
  return (
    <Notice
      tone="waiting"
      className={className}
      title={title}
      action={
        <ButtonLink href={cleanHref} size="small" prefetch={false}>
          {clean}
        </ButtonLink>
      }
    >
      <ul className="list-disc pl-4">
        {sentences.map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
      <p>{next}</p>
    </Notice>
  );
}

/** Keeps a text from outside from turning the sentence around it (U+2068, U+2069). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
