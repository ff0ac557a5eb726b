import { type RefObject, useEffect } from "react";

/** On a mark: its column by place, and its part by place within the column; 0 is all of the column. */
export const COLUMN = "data-column";
export const PART = "data-part";

/**
 * Makes the marks of a drawing one stop of the tab key: arrows go along columns and up and down within one, Home and
 * End to the ends, Enter follows the link. The stop is kept in the document and not in state, since a drawing of
 * thousands of marks is not drawn again for a key.
 */
export function useMarks(drawing: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = drawing.current;
    if (!element) return;
    // A drawing comes late and is replaced with its data.
    const observer = new MutationObserver(() => keepStop(element));
    observer.observe(element, { childList: true, subtree: true });
    keepStop(element);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const next = isMark(event.target) ? nextOf(element, event.target, event.key) : undefined;
      if (next === undefined) return;
      event.preventDefault();
      moveStop(element, next);
      next.focus();
    };
    element.addEventListener("keydown", onKeyDown);
    return () => {
      observer.disconnect();
      element.removeEventListener("keydown", onKeyDown);
    };
  }, [drawing]);
}

function isMark(target: EventTarget | null): target is SVGAElement {
  return target instanceof SVGAElement && target.hasAttribute(COLUMN);
}

function marksOf(drawing: Element): readonly SVGAElement[] {
  return [...drawing.querySelectorAll<SVGAElement>(`a[${COLUMN}]`)];
}

/** Where there is no stop, the latest column is it. */
function keepStop(drawing: Element): void {
  if (drawing.querySelector(`a[${COLUMN}][tabindex="0"]`)) return;
  const marks = marksOf(drawing);
  const latest = Math.max(...marks.map((mark) => placeOf(mark, COLUMN)));
  const stop = lowest(marks.filter((mark) => placeOf(mark, COLUMN) === latest));
  if (stop) moveStop(drawing, stop);
}

function moveStop(drawing: Element, stop: SVGAElement): void {
  for (const mark of drawing.querySelectorAll(`a[${COLUMN}][tabindex="0"]`))
    mark.setAttribute("tabindex", "-1");
  stop.setAttribute("tabindex", "0");
}

function nextOf(drawing: Element, from: SVGAElement, key: string): SVGAElement | undefined {
  const marks = marksOf(drawing);
  const [column, part] = [placeOf(from, COLUMN), placeOf(from, PART)];
  const inColumn = (wanted: number) => marks.filter((mark) => placeOf(mark, COLUMN) === wanted);
  const columns = [...new Set(marks.map((mark) => placeOf(mark, COLUMN)))].toSorted((a, b) => a - b);
  const toColumn = (wanted: number | undefined) => {
    if (wanted === undefined || wanted === column) return undefined;
    const there = inColumn(wanted);
    return there.find((mark) => placeOf(mark, PART) === part) ?? lowest(there);
  };
  const here = inColumn(column).toSorted((a, b) => placeOf(a, PART) - placeOf(b, PART));
  switch (key) {
    case "ArrowRight":
      return toColumn(columns.find((other) => other > column));
    case "ArrowLeft":
      return toColumn(columns.findLast((other) => other < column));
    case "Home":
      return toColumn(columns[0]);
    case "End":
      return toColumn(columns.at(-1));
    case "ArrowUp":
      return here.find((mark) => placeOf(mark, PART) > part);
    case "ArrowDown":
      return here.findLast((mark) => placeOf(mark, PART) < part);
    default:
      return undefined;
  }
}

function lowest(marks: readonly SVGAElement[]): SVGAElement | undefined {
  return marks.toSorted((a, b) => placeOf(a, PART) - placeOf(b, PART))[0];
}

function placeOf(mark: Element, name: string): number {
  return Number(mark.getAttribute(name));
}
