/** Calling codes of the countries our shops sell to, longest match first. Also tells a mask how much of a number is its country. */
const CALLING_CODES = [
  "358",
  "354",
  "298",
  "372",
  "371",
  "370",
  "47",
  "46",
  "45",
  "44",
  "49",
  "48",
  "31",
  "33",
  "1",
];

/** How a number is written at home: how many digits, and whether a leading 0 is dropped abroad. */
interface NationalPlan {
  readonly code: string;
  readonly lengths: readonly number[];
  readonly hasTrunkZero: boolean;
}

const PLAN_BY_COUNTRY: Readonly<Record<string, NationalPlan>> = {
  NO: { code: "47", lengths: [8], hasTrunkZero: false },
  DK: { code: "45", lengths: [8], hasTrunkZero: false },
  SE: { code: "46", lengths: [7, 8, 9], hasTrunkZero: true },
  FI: { code: "358", lengths: [6, 7, 8, 9, 10], hasTrunkZero: true },
  IS: { code: "354", lengths: [7], hasTrunkZero: false },
};

const PHONE_TEXT = /^[+0-9][0-9 ().\-/ ]*$/;

/**
 * The numbers `text` may mean, each as "+" and digits, likeliest first; empty when it is no phone number. A number
 * without a country ("99 99 99 99") is written alike in several, so each Nordic reading is offered; `country`
 * (ISO 3166 alpha-2) narrows it to one.
 */
export function phoneReadings(text: string, country?: string | undefined): readonly string[] {
  const trimmed = text.trim().replace(/^tel:/i, "");
  if (!PHONE_TEXT.test(trimmed)) return [];
  const digits = trimmed.replace(/\D/g, "");
  const international = trimmed.startsWith("+")
    ? digits
    : digits.startsWith("00")
      ? digits.slice(2)
      : undefined;
  if (international !== undefined)
    return isFullNumber(international) ? [`+${dropTrunkZero(trimmed, international)}`] : [];

  const readings = new Set<string>();
  const ownPlan = country === undefined ? undefined : PLAN_BY_COUNTRY[country.toUpperCase()];
  for (const plan of ownPlan === undefined ? Object.values(PLAN_BY_COUNTRY) : [ownPlan]) {
    const national = nationalNumber(digits, plan);
    if (national !== undefined) readings.add(`+${plan.code}${national}`);
  }
  const calling = callingCodeOf(digits);
  if (calling !== undefined && digits.length >= calling.length + 7 && isFullNumber(digits))
    readings.add(`+${digits}`);
  return [...readings];
}

/** The calling code `digits` begin with, without "+", when it is one we know. */
export function callingCodeOf(digits: string): string | undefined {
  return CALLING_CODES.find((code) => digits.startsWith(code));
}

/** "+46 (0)70 123 45 67" is written with a zero that is not dialled. */
function dropTrunkZero(text: string, digits: string): string {
  if (!/\(0\)/.test(text)) return digits;
  const code = callingCodeOf(digits);
  return code !== undefined && digits[code.length] === "0" ? code + digits.slice(code.length + 1) : digits;
}

function nationalNumber(digits: string, plan: NationalPlan): string | undefined {
  if (plan.hasTrunkZero !== digits.startsWith("0")) return undefined;
  const national = plan.hasTrunkZero ? digits.slice(1) : digits;
  return plan.lengths.includes(national.length) ? national : undefined;
}

/** E.164 allows 15 digits; fewer than 7 is no subscriber's number. */
function isFullNumber(digits: string): boolean {
  return digits.length >= 7 && digits.length <= 15 && !digits.startsWith("0");
}
