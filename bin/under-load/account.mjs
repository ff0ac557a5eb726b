export const ACCOUNT = "T12345678";
export const SECRET = "under-load-callback-secret";
