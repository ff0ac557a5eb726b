import { callingCodeOf } from "./phone";

/**
 * Masks keep the shape of a value, so that a caller's details can be compared over the phone, and leave a value that
 * is masked already as it is.
 */
export type MaskKind = "name" | "email" | "phone" | "ip" | "text" | "hidden";

const DOTS = "•••";
/** What shops write where they know nothing: nobody's data, and worth seeing. */
const PLACEHOLDER = /^(n\/?a|none|null|unknown|[-–—.]*)$/i;
const MASKED_PHONE = /^(\+\d{1,3} )?•••• ••\d\d$/;
const MAX_EMAIL = 320;
const MASKED_IP = /^[0-9a-f]{1,4}[.:]•••$/i;

/** "Kari Nordmann" as "K••• N•••", "kari@example.com" as "k•••@e•••.com", "+4799999999" as "+47 •••• ••99". */
export function mask(kind: MaskKind, text: string): string {
  const trimmed = text.trim();
  if (PLACEHOLDER.test(trimmed)) return text;
  switch (kind) {
    case "name":
      return trimmed.split(/\s+/).map(maskWord).join(" ");
    case "email":
      return maskEmail(trimmed);
    case "phone":
      return maskPhone(trimmed);
    case "ip":
      return maskIp(trimmed);
    case "text":
      return maskWord(trimmed);
    case "hidden":
      return DOTS;
  }
}

function maskWord(word: string): string {
  const [initial, ...rest] = [...word];
  return initial === undefined || initial === "•" || rest.length < 1 ? DOTS : initial + DOTS;
}

function maskEmail(text: string): string {
  if (text.length > MAX_EMAIL) return maskWord(text);
  const parts = /^([^@]+)(?:@|%40)([^@]+)\.([^.@]+)$/.exec(text);
  if (parts === null) return maskWord(text);
  const [, local = "", domain = "", top = ""] = parts;
  return `${maskWord(`${local}•`)}@${maskWord(`${domain}•`)}.${top}`;
}

function maskPhone(text: string): string {
  if (MASKED_PHONE.test(text)) return text;
  const digits = text.replace(/\D/g, "");
  if (digits.length < 6) return "••••";
  const code = text.startsWith("+") ? callingCodeOf(digits) : undefined;
  return `${code === undefined ? "" : `+${code} `}•••• ••${digits.slice(-2)}`;
}

function maskIp(text: string): string {
  if (MASKED_IP.test(text)) return text;
  const start = /^(\d{1,3}\.)(?=\d{1,3}\.\d{1,3}\.\d{1,3}$)|^([0-9a-f]{1,4}:)(?=[0-9a-f:.]+$)/i.exec(
    text,
  )?.[0];
  return (start ?? "") + DOTS;
}
