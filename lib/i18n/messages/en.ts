import account from "./en/account.json";
import audit from "./en/audit.json";
import callbacks from "./en/callbacks.json";
import captures from "./en/captures.json";
import check from "./en/check.json";
import errors from "./en/errors.json";
import exporting from "./en/export.json";
import failure from "./en/failure.json";
import failures from "./en/failures.json";
import format from "./en/format.json";
import home from "./en/home.json";
import invitation from "./en/invitation.json";
import lookup from "./en/lookup.json";
import many from "./en/many.json";
import order from "./en/order.json";
import orders from "./en/orders.json";
import payouts from "./en/payouts.json";
import settings from "./en/settings.json";
import shell from "./en/shell.json";
import signIn from "./en/signIn.json";
import status from "./en/status.json";
import timeline from "./en/timeline.json";
import verdict from "./en/verdict.json";
import views from "./en/views.json";

/** Every sentence of the product in this language; one file per part. */
export default {
  shell,
  signIn,
  account,
  home,
  lookup,
  many,
  invitation,
  settings,
  audit,
  callbacks,
  captures,
  order,
  orders,
  views,
  timeline,
  verdict,
  failure,
  failures,
  payouts,
  export: exporting,
  check,
  status,
  errors,
  format,
};
