import clsx from "clsx";
import type { MouseEvent, ReactNode } from "react";
import { OrderLink } from "../lookup/order-link";
import { KeyNames } from "./key-names";

interface PaletteItem {
  readonly key: string;
  /** Where it leads; one without does something here. */
  readonly href?: string;
  readonly content: ReactNode;
  /** The shortcut that does the same, for next time. */
  readonly keys?: string;
}

interface PaletteListProps {
  readonly label: string;
  readonly listId: string;
  readonly idOf: (key: string) => string;
  readonly groups: readonly { readonly label: string; readonly items: readonly PaletteItem[] }[];
  readonly active: string | undefined;
  /** A link was followed here, not into another tab. */
  readonly onOpen: () => void;
  readonly onChoose: (key: string) => void;
}

/** The options of the command palette under their headings. */
export function PaletteList({ label, listId, idOf, groups, active, onOpen, onChoose }: PaletteListProps) {
  const shown = groups.filter(({ items }) => items.length > 0);
  if (shown.length === 0) return null;
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={label}
      className="max-h-[min(28rem,60dvh)] overflow-y-auto pb-2"
    >
      {shown.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, which no fieldset is
        <div key={group.label} role="group" aria-label={group.label}>
          <p aria-hidden="true" className="px-4 pt-3 pb-1 font-medium text-ink-faint text-xs">
            {group.label}
          </p>
          {group.items.map((item) => (
            <Option
              key={item.key}
              item={item}
              id={idOf(item.key)}
              isActive={item.key === active}
              onOpen={onOpen}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly item: PaletteItem;
  readonly id: string;
  readonly isActive: boolean;
  readonly onOpen: () => void;
  readonly onChoose: (key: string) => void;
}

function Option({ item, id, isActive, onOpen, onChoose }: OptionProps) {
  const shared = {
    id,
    role: "option",
    "aria-selected": isActive,
    tabIndex: -1,
    className: clsx(
      "@container w-full px-4 py-2 text-left text-sm hover:bg-hover",
      isActive && "bg-hover outline-2 -outline-offset-2 outline-accent forced-colors:outline-[Highlight]",
    ),
  };
  if (item.href === undefined) {
    return (
      <button {...shared} type="button" onClick={() => onChoose(item.key)}>
        {item.content}
      </button>
    );
  }
  const open = (event: MouseEvent) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) onOpen();
  };
  return (
    <OrderLink {...shared} href={item.href} onClick={open} className={clsx(shared.className, "block")}>
      {item.keys === undefined ? (
        <span className="grid gap-0.5">{item.content}</span>
      ) : (
        <span className="flex items-center justify-between gap-4">
          {item.content}
          <KeyNames name={item.keys} />
        </span>
      )}
    </OrderLink>
  );
}
