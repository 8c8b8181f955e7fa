import { describe, expect, test } from "vitest";
import { sealKeys, sealPeople } from "./sealed-people.ts";
import { someCitizen } from "../testing/open-hall.ts";

const secret = new Uint8Array(32).fill(7);
const people = [{ role: "self" as const, card: someCitizen }];

describe("P-3 what a cut-off kiosk keeps of a citizen, only the hall can open", () => {
  test("the hall opens it, after a restart too", async () => {
    const { publicKey } = await sealKeys(secret);
    const sealed = await sealPeople(publicKey, people);
    expect(Buffer.from(sealed, "base64url").includes(people[0]!.card.name)).toBe(false);
    expect(await (await sealKeys(secret)).open(sealed)).toEqual(people);
  });

  test("another hall can't, and no changed bit is taken for a citizen", async () => {
    const { publicKey, open } = await sealKeys(secret);
    const sealed = await sealPeople(publicKey, people);
    expect(await (await sealKeys(new Uint8Array(32).fill(8))).open(sealed)).toBeNull();
    const bytes = Buffer.from(sealed, "base64url");
    for (let at = 0; at < bytes.length; at += 7) {
      const spoilt = Buffer.from(bytes);
      spoilt[at]! ^= 1;
      expect(await open(spoilt.toString("base64url"))).toBeNull();
    }
    expect(await open("")).toBeNull();
  });

  test("a card with a wrong check digit is no citizen", async () => {
    const { publicKey, open } = await sealKeys(secret);
    const card = { ...people[0]!.card };
    const last = card.number.at(-1) === "1" ? "2" : "1";
    const spoilt = [{ role: "self" as const, card: { ...card, number: card.number.slice(0, -1) + last } }];
    expect(await open(await sealPeople(publicKey, spoilt))).toBeNull();
  });
});
