// What is a person's address or number, and what only looks like one.
import { expect, test } from "vitest";
import { blankContacts, blankEmails } from "./contacts.ts";

test.each([
  ["book us: jane.roe+gigs@mail.example.co.uk!", "book us: [e-mail]!"],
  ["JANE@EXAMPLE.ORG,bob@example.org", "[e-mail],[e-mail]"],
  ["mailto:jane%40example.org", "mailto:[e-mail]"],
  ["fans_jane@example.org_list.csv", "[e-mail]_list.csv"],
  ["call +49 30 901820 now", "call [phone] now"],
  ["call (555) 010-1234", "call [phone]"],
  ["0151 23456789", "[phone]"],
  ["fans +49-170-5550123.csv", "fans [phone].csv"],
  ["list_+493055501234_may.csv", "list_[phone]_may.csv"],
  ["555-010-1234 or 5550101234", "[phone] or [phone]"],
])("%s", (text, blanked) => {
  expect(blankContacts(text)).toBe(blanked);
});

test.each([
  "out 2026-03-27 06:08, again on 03/27/2026",
  "Content 2026-01-01_2026-02-01 Me.zip",
  "2025-01-01..2025-12-31",
  "regional-de-weekly-2026-03-05.csv",
  "tour 2024 2025 2026",
  "20260101_20260331",
  "1,234,567 plays, 10.000.000 streams, 1 234 567",
  "first take 1/2, 24/7, 100 %, @vesna #8000000",
  "https://www.instagram.com/p/43621443113/",
  "https://x.com/vesna/status/2074000000000000001",
])("%s stays", (text) => {
  expect(blankContacts(text)).toBe(text);
});

test("only addresses where digits are names", () => {
  expect(blankEmails("17841400000000001 jane@example.org")).toBe("17841400000000001 [e-mail]");
});
