"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useTransition } from "react";

/**
 * Takes the page's links and forms that lead back to it into one transition: the charts stay, dimmed when it takes long,
 * until the next ones are there. Without a script they are ordinary links and forms.
 */
export function CaptureRegion({ children }: { readonly children: ReactNode }) {
  const router = useRouter();
  const region = useRef<HTMLDivElement>(null);
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    const element = region.current;
    if (!element) return;
    const go = (query: string) =>
      startTransition(() => router.push(query === "" ? PATH : `${PATH}?${query}`, { scroll: false }));
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!(link instanceof HTMLAnchorElement) || !isPlainClick(event) || link.pathname !== PATH) return;
      event.preventDefault();
      go(link.search.slice(1));
    };
    const onSubmit = (event: SubmitEvent) => {
      if (!(event.target instanceof HTMLFormElement)) return;
      event.preventDefault();
      go(queryOf(event.target));
    };
    // Before the links' own handlers, which would navigate without the transition.
    element.addEventListener("click", onClick, { capture: true });
    element.addEventListener("submit", onSubmit);
    return () => {
      element.removeEventListener("click", onClick, { capture: true });
      element.removeEventListener("submit", onSubmit);
    };
  }, [router]);

  return (
    <div
      ref={region}
      aria-busy={isPending || undefined}
      className="grid gap-4 transition-opacity aria-busy:opacity-60 aria-busy:delay-300"
    >
      {children}
    </div>
  );
}

const PATH = "/captures";

function isPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);
}

/** What a form asks for, its empty fields left out. */
function queryOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") query.append(name, value);
  }
  return query.toString();
}
