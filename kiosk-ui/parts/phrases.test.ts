import { expect, test } from "vitest";
import { breaking, lineOfLead } from "./phrases.ts";

test.each([
  ["您来早了，预约还不能签到", "by-phrase"],
  ["这个预约已经签到，号码是 A012", "by-phrase"],
  // A phrase that no line has room for would break in front of its colon.
  ["您在这个队列里已经有号码了：A012", undefined],
  ["请放身份证", undefined],
  ["You are early: check-in is not open yet", undefined],
])("K-115 %s breaks between its phrases, if each has room", (text, expected) => {
  expect(breaking(text)).toBe(expected);
});

test("K-115 the line under a heading has smaller letters, and room for longer phrases", () => {
  const lead = "刚才选的事不另取号，叫到这个号码时告诉工作人员。";
  expect(breaking(lead, lineOfLead)).toBe("by-phrase");
  expect(breaking(lead)).toBeUndefined();
});
