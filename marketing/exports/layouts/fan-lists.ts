import type { ColumnSpec, Layout } from "../../../foundation/tables/layout.ts";

const personal = (...names: string[]): ColumnSpec => ({ role: "personal", names, optional: true });

/** Bandcamp's mailing list. Of each fan a keyed hash of the address stays, the country, whether they bought, and since when. */
export const bandcampFans: Layout = {
  id: "bandcamp-fans",
  title: "Bandcamp mailing list",
  basis: "counted",
  service: "Bandcamp",
  fans: true,
  columns: {
    email: { role: "email", names: ["email"] },
    fullname: personal("fullname"),
    firstname: personal("firstname"),
    lastname: personal("lastname"),
    consent: { role: "consent", usualOrder: "month-first", names: ["date added"] },
    country: { role: "territory", names: ["country"], optional: true },
    postcode: personal("postal code"),
    purchases: { role: "purchases", names: ["num purchases"], optional: true },
  },
  measures: [],
  overlaps: true,
  known: "exports of 2010 to 2026",
};

/** Mailchimp's export of an audience, with any further columns, which are not read. Who has unsubscribed is not kept. */
export const mailchimpFans: Layout = {
  id: "mailchimp-fans",
  title: "Mailchimp audience",
  basis: "counted",
  service: "Mailchimp",
  fans: true,
  columns: {
    email: { role: "email", names: ["Email Address"] },
    first: personal("First Name"),
    last: personal("Last Name"),
    address: personal("Address"),
    phone: personal("Phone Number"),
    birthday: personal("Birthday"),
    rating: { role: "note", names: ["MEMBER_RATING"], optional: true },
    // The later of the two, where somebody confirmed, is the consent that counts.
    confirmed: { role: "consent", usualOrder: "month-first", names: ["CONFIRM_TIME"], optional: true },
    consent: { role: "consent", usualOrder: "month-first", names: ["OPTIN_TIME"] },
    optinIp: personal("OPTIN_IP"),
    confirmIp: personal("CONFIRM_IP"),
    latitude: personal("LATITUDE"),
    longitude: personal("LONGITUDE"),
    gmtoff: personal("GMTOFF"),
    dstoff: personal("DSTOFF"),
    timezone: personal("TIMEZONE"),
    country: { role: "territory", names: ["CC"], optional: true },
    region: personal("REGION"),
    unsubscribed: { role: "note", names: ["UNSUB_TIME"], optional: true },
    cleaned: { role: "note", names: ["CLEAN_TIME"], optional: true },
    changed: { role: "note", names: ["LAST_CHANGED"], optional: true },
    leid: personal("LEID"),
    euid: personal("EUID"),
    notes: personal("NOTES"),
    tags: personal("TAGS"),
  },
  measures: [],
  ignore: [
    { column: "unsubscribed", filled: true, why: "unsubscribed: not kept" },
    { column: "cleaned", filled: true, why: "cannot be reached: not kept" },
  ],
  overlaps: true,
  known: "exports of 2015 to 2026",
};
