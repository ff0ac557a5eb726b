"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useTransition,
} from "react";
import { looksPersonal } from "@/lib/domain/personal-text";
import { withMinorUnits } from "@/lib/format/typed-amounts";

const GoInList = createContext<(href: string) => void>(() => {});

/** Goes to another address of the list as the region's own links do: what is shown stays until the next is there. */
export function useGoInList(): (href: string) => void {
  return useContext(GoInList);
}

interface ListRegionProps {
  /** What is said when somebody's data is typed where it would end in an address. */
  readonly personalText: string;
  readonly children: ReactNode;
}

/**
 * Takes the list's own links and forms into one transition: what is shown stays until the next is there, dimmed when
 * that takes long. Without a script they are ordinary links and forms.
 */
export function ListRegion({ personalText, children }: ListRegionProps) {
  const router = useRouter();
  const region = useRef<HTMLDivElement>(null);
  const [isPending, startTransition] = useTransition();

  const go = useCallback(
    (href: string) => startTransition(() => router.push(href, { scroll: false })),
    [router],
  );

  useEffect(() => {
    const element = region.current;
    if (!element) return;
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!isPlainClick(event) || link === null || link.pathname !== "/orders") return;
      event.preventDefault();
      closeAround(link);
      go(`/orders${link.search}`);
    };
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      // A dialog's form is its own affair, and so is one that has taken care of itself.
      if (!(form instanceof HTMLFormElement) || form.getAttribute("action") !== "/orders") return;
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (isPersonalRefused(form, personalText)) return;
      closeAround(form);
      go(addressOf(form));
    };
    // Before the links' own handlers, which would navigate without the transition.
    element.addEventListener("click", onClick, { capture: true });
    element.addEventListener("submit", onSubmit);
    return () => {
      element.removeEventListener("click", onClick, { capture: true });
      element.removeEventListener("submit", onSubmit);
    };
  }, [go, personalText]);

  return (
    <div
      ref={region}
      aria-busy={isPending || undefined}
      className="transition-opacity aria-busy:opacity-60 aria-busy:delay-300"
    >
      <GoInList value={go}>{children}</GoInList>
    </div>
  );
}

function isPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);
}

/** What was open to choose in has been chosen in. */
function closeAround(element: Element): void {
  element.closest<HTMLElement>("[popover]")?.hidePopover();
  const details = element.closest("details");
  if (details) details.open = false;
}

/** Says so at the field itself, and sends nothing: what is sent would stand in the address and in logs. */
function isPersonalRefused(form: HTMLFormElement, personalText: string): boolean {
  const field = form.elements.namedItem("q");
  if (!(field instanceof HTMLInputElement) || field.value.trim() === "" || !looksPersonal(field.value))
    return false;
  field.setCustomValidity(personalText);
  field.reportValidity();
  field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
  return true;
}

/** A form's own address, without its empty fields and what goes without saying. */
function addressOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || value.trim() === "") continue;
    if ((name === "by" && value === "created") || (name === "limit" && value === "50")) continue;
    query.append(name, value.trim());
  }
  const address = withMinorUnits(query) ?? query;
  return address.size === 0 ? "/orders" : `/orders?${address}`;
}
