import type { Config } from "tailwindcss";

/**
 * The design tokens. Colours are CSS variables, declared once per theme in `app/globals.css`; nothing outside these
 * names exists, so a component cannot pick a colour that has no dark side. Spacing is Tailwind's 4 px scale.
 */
const tone = (name: string) => ({
  DEFAULT: `var(--${name})`,
  soft: `var(--${name}-soft)`,
  line: `var(--${name}-line)`,
});

export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      inherit: "inherit",
      canvas: "var(--canvas)",
      surface: "var(--surface)",
      sunken: "var(--sunken)",
      hover: "var(--hover)",
      line: { DEFAULT: "var(--line)", strong: "var(--line-strong)", control: "var(--line-control)" },
      ink: { DEFAULT: "var(--ink)", soft: "var(--ink-soft)", faint: "var(--ink-faint)" },
      accent: {
        DEFAULT: "var(--accent)",
        solid: "var(--accent-solid)",
        strong: "var(--accent-strong)",
        soft: "var(--accent-soft)",
        on: "var(--accent-on)",
      },
      good: tone("good"),
      waiting: tone("waiting"),
      bad: { ...tone("bad"), solid: "var(--bad-solid)", strong: "var(--bad-strong)" },
      info: tone("info"),
      neutral: tone("neutral"),
    },
    fontFamily: {
      sans: ["var(--font-geist-sans)", "system-ui", "sans-serif"],
      mono: ["var(--font-geist-mono)", "ui-monospace", "monospace"],
    },
    fontSize: {
      "2xs": ["0.6875rem", { lineHeight: "1rem" }],
      xs: ["0.75rem", { lineHeight: "1rem" }],
      sm: ["0.8125rem", { lineHeight: "1.25rem" }],
      base: ["0.875rem", { lineHeight: "1.375rem" }],
      lg: ["1rem", { lineHeight: "1.5rem", letterSpacing: "-0.011em" }],
      xl: ["1.25rem", { lineHeight: "1.75rem", letterSpacing: "-0.017em" }],
      "2xl": ["1.625rem", { lineHeight: "2rem", letterSpacing: "-0.022em" }],
      "3xl": ["2.125rem", { lineHeight: "2.5rem", letterSpacing: "-0.028em" }],
    },
    borderRadius: { none: "0", sm: "4px", DEFAULT: "6px", lg: "8px", xl: "12px", full: "9999px" },
    boxShadow: {
      none: "none",
      /** What floats above the page: menus, dialogs, the look-up's answer. */
      float: "0 0 0 1px var(--line-strong), 0 1px 2px var(--shade), 0 12px 32px -8px var(--shade)",
    },
    extend: {
      /** A compact row of a table or list, and the comfortable one for touch. */
      height: { row: "2.25rem", "row-comfortable": "2.75rem", bar: "3.25rem" },
      minHeight: { row: "2.25rem" },
      maxWidth: { page: "80rem", prose: "42rem" },
    },
  },
} satisfies Config;
