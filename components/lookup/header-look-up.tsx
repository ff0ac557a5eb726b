"use client";

import { usePathname } from "next/navigation";
import { LookUp } from "./look-up";

/** The look-up in the bar, on every page but the one that has the large one. A new page starts with an empty box. */
export function HeaderLookUp() {
  const path = usePathname();
  return path === "/" ? null : <LookUp key={path} size="small" />;
}
