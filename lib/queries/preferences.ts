import type { Locale } from "@/lib/i18n/locale";
import type { Theme } from "@/lib/theme";

/** What a reader may set for themselves. */
export interface Preferences {
  readonly locale?: Locale;
  readonly theme?: Theme;
  /** Whether keys without Ctrl or ⌘ do things. */
  readonly singleKeys?: boolean;
}

/** Saves what is given and leaves the rest. @returns whether it was saved; never throws. */
export async function savePreferences(preferences: Preferences): Promise<boolean> {
  try {
    const answer = await fetch("/api/preferences", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(preferences),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
