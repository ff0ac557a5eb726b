import { phoneReadings } from "./phone";

/**
 * Whether `text`, typed where a part of a reference belongs, may be somebody's e-mail address, phone number or name. In
 * doubt it is: such a text must not stand in an address. "#" before it says that it is a reference.
 */
export function looksPersonal(text: string): boolean {
  const trimmed = text.trim();
  if (/@|%40/.test(trimmed)) return true;
  if (trimmed.startsWith("#")) return false;
  // People's names have no digits; references without any are rare.
  if (!/\d/.test(trimmed)) return true;
  if (phoneReadings(trimmed).length === 0) return false;
  const digits = trimmed.replace(/\D/g, "");
  // Written as people write numbers, or as a Norwegian mobile number stands alone.
  return digits !== trimmed || digits.startsWith("00") || /^[49]\d{7}$/.test(digits);
}
