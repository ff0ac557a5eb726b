/** Whether `text` may be the address of an account: one @, no blanks, nothing unprintable. Whether somebody reads it nobody can tell. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,255}$/u.test(text);
}
