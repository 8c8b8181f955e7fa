import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoCallPads } from "../call-pad/simulator/profile.ts";
import { numberedPad } from "../rating-pad/simulator/profiles.ts";
import { onbonStrips } from "../window-led/simulator/profile.ts";
import { profileJsonSchema } from "./documents.ts";
import { kinds } from "./kinds.ts";
import { problemText, readProfile, readProfileFile } from "./read-profile.ts";

const good = `{
  "$schema": "devices.schema.json",
  "devices": [
    { "id": "reader", "kind": "cardReader", "url": "serial:/dev/serial/by-id/usb-reader?baud=115200" },
    {
      "id": "printer",
      "kind": "ticketPrinter",
      "label": "一楼东侧",
      "url": "tcp://10.0.0.5:9100",
      "widthMm": 58,
      "red": true
    }
  ]
}
`;

const problems = (text: string, language: "zh" | "en" = "en"): string[] => {
  const read = readProfile(text, "/etc/yimen");
  return read.ok ? [] : read.problems.map((problem) => problemText("devices.json", problem, language));
};

describe("D-64 a device profile", () => {
  it("is read with its defaults and its folder", () => {
    const read = readProfile(good, "/etc/yimen");
    expect(read).toMatchObject({
      ok: true,
      profile: {
        directory: "/etc/yimen",
        devices: [
          { id: "reader", kind: "cardReader", pollMs: 300 },
          { id: "printer", kind: "ticketPrinter", widthMm: 58, red: true },
        ],
      },
    });
  });

  it.each([
    [
      "line 4",
      good.replace('"cardReader"', '"fax"'),
      /^devices\.json:4:\d+ devices\[0\]\.kind: no such kind of device; there are: cardReader, ticketPrinter/,
    ],
    [
      "line 9",
      good.replace("tcp://10.0.0.5:9100", "tcp://10.0.0.5:9100/x"),
      /^devices\.json:9:14 devices\[1\]\.url: .*nothing may follow the port/,
    ],
    ["line 10", good.replace("58", "70"), /^devices\.json:10:18 devices\[1\]\.widthMm: .*58\|80/],
    [
      "line 11",
      good.replace('"red"', '"rot"'),
      /^devices\.json:11:7 devices\[1\]\.rot: no such setting; there are: id, kind, label, url, widthMm, red, logo$/,
    ],
    ["line 5", good.replace('"id": "printer",', ""), /^devices\.json:5:5 devices\[1\]\.id: is missing$/],
    [
      "line 6",
      good.replace('"id": "printer"', '"id": "打印机"'),
      /^devices\.json:6:13 devices\[1\]\.id: expected a letter/,
    ],
    ["a comma", good.replace('"red": true', '"red": true,'), /^devices\.json:12:5 .*comma too many/],
    [
      "a comment",
      good.replace('"red": true', '"red": true // yes'),
      /^devices\.json:11:19 JSON has no comments; use label for notes$/,
    ],
    ["a missing comma", good.replace('9100",', '9100"'), /^devices\.json:10:7 a comma is missing here$/],
    ["nothing", " \n", /^devices\.json:1:1 the file is empty$/],
    ["another shape", "[]", /^devices\.json:1:1 .*expected object/],
    ["no devices", '{ "devices": [] }', /^devices\.json:1:14 devices: /],
    [
      "a typing error on top",
      good.replace('"devices"', '"device"'),
      /^devices\.json:1:1 devices: is missing/,
    ],
  ])("says where and what, at %s", (_what, text, says) => {
    expect(problems(text).join("\n")).toMatch(says);
    // In Chinese there is as much of it, and it is another text.
    expect(problems(text, "zh")).toHaveLength(problems(text).length);
    expect(problems(text, "zh")).not.toEqual(problems(text));
  });

  it.each([
    [
      "a protocol's own rule",
      { kind: "ratingPad", protocol: { ...numberedPad, send: { ...numberedPad.send, ask: "7E 02" } } },
      "devices[0].protocol.send.ask: {seq} is missing, and hear.key has it",
    ],
    [
      "an address twice",
      { kind: "callPads", protocol: { ...demoCallPads, addresses: [1, 1] } },
      "devices[0].protocol.addresses: an address stands there twice",
    ],
    [
      "an unknown protocol",
      { kind: "windowLed", display: { ...onbonStrips, protocol: "onbin" } },
      "devices[0].display.protocol: Invalid discriminator value. Expected 'onbon' | 'text'",
    ],
    [
      "a loudspeaker's player",
      { kind: "speaker", url: "audio:mplayer" },
      "devices[0].url: audio:mplayer: must be audio:aplay or audio:paplay",
    ],
    [
      "a window of an address that is not there",
      { kind: "windowLed", display: onbonStrips, windows: { 7: "w1" } },
      "devices[0].windows: there is no address 7 on this line; there are: 1, 2",
    ],
    [
      "a scanner's input on the wrong line",
      { kind: "scanner", input: { kind: "hidPos" } },
      "devices[0].input: a hid: url goes with hidPos, any other with serial",
    ],
  ])("says what of a small device is wrong: %s", (_what, device, says) => {
    const text = JSON.stringify({ devices: [{ id: "it", url: "serial:/dev/ttyUSB0", ...device }] }, null, 2);
    const [problem = "", ...more] = problems(text);
    expect(problem.replace(/^\S+:(\d+):\d+ /, "")).toBe(says);
    expect(more).toEqual([]);
    const field = says.slice(0, says.indexOf(":")).split(".").at(-1);
    const line = Number(/:(\d+):/.exec(problem)?.[1]);
    expect(text.split("\n")[line - 1]).toContain(`"${field}"`);
  });

  it("names all that is wrong at once, from top to bottom", () => {
    const text = good.replace('"cardReader"', '"fax"').replace("58", "70").replace('"red"', '"rot"');
    expect(problems(text).map((problem) => Number(problem.split(":")[1]))).toEqual([4, 10, 11]);
  });

  it("refuses two devices of one name, two on one line, and a thing said twice", () => {
    expect(problems(good.replace('"id": "printer"', '"id": "reader"'))).toEqual([
      "devices.json:6:13 devices[1].id: is that of the device reader too; each needs its own",
    ]);
    // Another speed is the same line all the same.
    const oneLine = good.replace("tcp://10.0.0.5:9100", "serial:/dev/serial/by-id/usb-reader?baud=9600");
    expect(problems(oneLine)).toEqual([
      "devices.json:9:14 devices[1].url: is that of the device reader too; each needs its own",
    ]);
    expect(problems(good.replace('"red": true', '"red": true, "red": false'))).toEqual([
      "devices.json:11:27 devices[1].red: is said twice; remove one of them",
    ]);
  });

  it("whatever the text, an answer comes", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.string(), fc.constant(good)),
        fc.nat(400),
        fc.string(),
        (text, at, more) => {
          const read = readProfile(text.slice(0, at) + more + text.slice(at), "/");
          expect(read.ok || read.problems.length > 0).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("D-94 a profile that is read for a hall", () => {
  it("names the windows and zones that the hall has not, and the kinds that have no use there", () => {
    const devices = [
      {
        id: "strips",
        kind: "windowLed",
        url: "tcp://10.0.0.1:1",
        display: onbonStrips,
        windows: { 2: "w9" },
      },
      { id: "west", kind: "speaker", url: "audio:aplay", zone: "north" },
      { id: "pad", kind: "ratingPad", url: "tcp://10.0.0.2:1", protocol: numberedPad, window: "w1" },
      { id: "reader", kind: "cardReader", url: "tcp://10.0.0.3:1" },
    ];
    const text = JSON.stringify({ devices }, null, 1);
    const places = { window: new Set(["w1"]), zone: new Set(["west"]) };
    const read = readProfile(text, "/", { kinds: ["windowLed", "speaker", "ratingPad"], places });
    const said = read.ok ? [] : read.problems.map(({ path, says }) => `${path}: ${says.en}`);
    expect(said).toEqual([
      "devices[0].windows.2: the hall has no window w9; there are: w1",
      "devices[1].zone: the hall has no zone north; there are: west",
      "devices[3].kind: has no use here; there are: windowLed, speaker, ratingPad",
    ]);
    expect(readProfile(text, "/").ok).toBe(true);
  });
});

describe("D-64 a profile's file", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "profile-"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it("may begin with a byte order mark, as Windows' editors write it", () => {
    writeFileSync(join(dir, "devices.json"), `\u{FEFF}${good}`);
    expect(readProfileFile(join(dir, "devices.json"))).toMatchObject({
      ok: true,
      profile: { directory: dir },
    });
  });

  it("that is not there is said to be", () => {
    expect(readProfileFile(join(dir, "none.json"))).toMatchObject({
      ok: false,
      problems: [{ line: 1, says: { zh: expect.stringContaining("ENOENT") } }],
    });
  });
});

describe("D-64 the schema for editors", () => {
  it("says what the code says (npm run docs)", () => {
    const committed = readFileSync(new URL("../../docs/devices.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(committed)).toEqual(profileJsonSchema());
  });

  it("describes every setting, in both languages", () => {
    for (const { name, settings } of kinds)
      for (const [key, setting] of Object.entries(settings))
        expect(setting.description, `${name}.${key}`).toMatch(/\p{Script=Han}.* [A-Z]/u);
  });
});
