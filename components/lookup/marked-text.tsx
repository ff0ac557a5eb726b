import type { Matched } from "@/lib/queries/search";

/** A value with the part of it that was looked for set off. */
export function MarkedText({ matched: { text, mark } }: { readonly matched: Matched }) {
  if (!mark) return <bdi>{text}</bdi>;
  const [from, to] = mark;
  return (
    <bdi>
      {text.slice(0, from)}
      <mark className="rounded-sm bg-accent-soft font-semibold text-accent">{text.slice(from, to)}</mark>
      {text.slice(to)}
    </bdi>
  );
}
