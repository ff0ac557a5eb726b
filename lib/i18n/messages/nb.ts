import account from "./nb/account.json";
import audit from "./nb/audit.json";
import callbacks from "./nb/callbacks.json";
import captures from "./nb/captures.json";
import check from "./nb/check.json";
import errors from "./nb/errors.json";
import exporting from "./nb/export.json";
import failure from "./nb/failure.json";
import failures from "./nb/failures.json";
import format from "./nb/format.json";
import home from "./nb/home.json";
import invitation from "./nb/invitation.json";
import lookup from "./nb/lookup.json";
import many from "./nb/many.json";
import order from "./nb/order.json";
import orders from "./nb/orders.json";
import payouts from "./nb/payouts.json";
import settings from "./nb/settings.json";
import shell from "./nb/shell.json";
import signIn from "./nb/signIn.json";
import status from "./nb/status.json";
import timeline from "./nb/timeline.json";
import verdict from "./nb/verdict.json";
import views from "./nb/views.json";

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
