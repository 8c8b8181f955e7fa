import { expect, test } from "vitest";
import { openPipe } from "../../port/pipe.ts";
import { VirtualClock } from "../../port/virtual-clock.ts";
import { citizen } from "./citizens.ts";
import { HAND_MS, SimulatedReader } from "./simulated-reader.ts";

const requests = {
  reset: "AAAAAA9669000310FFEC",
  status: "AAAAAA9669000311FFED",
  samId: "AAAAAA9669000312FFEE",
  find: "AAAAAA96690003200122",
  select: "AAAAAA96690003200221",
  read: "AAAAAA96690003300132",
  address: "AAAAAA96690003300330",
};

const replies = {
  done: "aaaaaa966900040000" + "9094",
  found: "aaaaaa966900080000" + "9f00000000" + "97",
  selected: "aaaaaa9669000c0000" + "900000000000000000" + "9c",
  none: "aaaaaa966900040000" + "8084",
  selectFailed: "aaaaaa966900040000" + "8185",
  readFailed: "aaaaaa966900040000" + "4145",
  noContent: "aaaaaa966900040000" + "9195",
  badCheck: "aaaaaa966900040000" + "1014",
  unknown: "aaaaaa966900040000" + "2420",
};

function rig() {
  const clock = new VirtualClock();
  const reader = new SimulatedReader({ clock });
  const pipe = openPipe();
  reader.attach(pipe.device);
  const heard: Buffer[] = [];
  pipe.driver.onBytes((bytes) => heard.push(Buffer.from(bytes)));
  const ask = async (hex: string): Promise<string> => {
    await pipe.driver.write(Buffer.from(hex, "hex"));
    await clock.advance(0);
    return Buffer.concat(heard.splice(0)).toString("hex");
  };
  return { clock, reader, ask };
}

test("D-8 a simulated reader says, byte for byte, what the protocol's description shows", async () => {
  const { clock, reader, ask } = rig();
  expect(await ask(requests.reset)).toBe(replies.done);
  expect(await ask(requests.status)).toBe(replies.done);
  expect(await ask(requests.samId)).toBe("aaaaaa9669001400009005000300f47a330187d61200b168de3a40");
  expect(await ask(requests.find)).toBe(replies.none);
  reader.lay(citizen("wang-yan").card);
  expect(await ask(requests.select)).toBe(replies.selectFailed);
  expect(await ask(requests.read)).toBe(replies.readFailed);
  expect(await ask(requests.find)).toBe(replies.found);
  expect(await ask(requests.select)).toBe(replies.selected);
  const read = Buffer.from(await ask(requests.read), "hex");
  expect(read.length).toBe(1295);
  expect(read.subarray(0, 14).toString("hex")).toBe("aaaaaa9669050800009001000400");
  expect(await ask(requests.find)).toBe(replies.none);
  expect(await ask(requests.address)).toBe(replies.noContent);
  reader.lift();
  expect(await ask(requests.address)).toBe(replies.readFailed);
  reader.lay("unreadable");
  expect(await ask(requests.find)).toBe(replies.none);
  await clock.advance(HAND_MS);
  expect(await ask(requests.find)).toBe(replies.found);
  expect(await ask(requests.select)).toBe(replies.selected);
  expect(await ask(requests.read)).toBe(replies.readFailed);
});

test("D-8 a simulated reader finds requests in noise and in pieces, and refuses damaged ones", async () => {
  const { ask } = rig();
  expect(await ask("AAAA00FF")).toBe("");
  expect(await ask(requests.find.slice(0, 6))).toBe("");
  expect(await ask(requests.find.slice(6))).toBe(replies.none);
  expect(await ask("AAAAAA96690003200123")).toBe(replies.badCheck);
  expect(await ask("AAAAAA9669FFFF" + requests.find)).toBe(replies.none);
  expect(await ask("AAAAAA9669000340FFBC")).toBe(replies.unknown);
});
