const DIGIT_RUN = /(?<![\dA-Za-z._-])\d(?:[ -]?\d){12,18}(?![\dA-Za-z_-])/g;

/** Lengths and first digits of the card schemes; 13-digit Visa numbers are long gone and would catch every barcode. */
const SCHEMES = [
  /^4(\d{15}|\d{18})$/,
  /^5[1-5]\d{14}$/,
  /^2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^3(0[0-5]|[68]\d)\d{11}$/,
  /^6(011|5\d\d)\d{12}$/,
  /^35\d{14}$/,
  /^(50|5[6-8]|6[0-9])\d{14,17}$/,
];

/** `text` with every full card number cut to its first six and last four digits (FAULTS, F63). */
export function maskCardNumbers(text: string): string {
  // Nearly no text has thirteen digits.
  return text.length < 13 ? text : text.replace(DIGIT_RUN, (run) => maskIfCardNumber(run));
}

function maskIfCardNumber(run: string): string {
  const digits = run.replace(/\D/g, "");
  if (!SCHEMES.some((scheme) => scheme.test(digits)) || !passesLuhn(digits)) return run;
  return `${digits.slice(0, 6)}${"*".repeat(digits.length - 10)}${digits.slice(-4)}`;
}

function passesLuhn(digits: string): boolean {
  let total = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  return total % 10 === 0;
}
