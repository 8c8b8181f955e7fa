/** The simulated pads' protocols as a technician would write them down for the driver. */

const states = { welcome: 1, serving: 2, paused: 3, closed: 4 };

export const numberedPad = {
  encoding: "gbk",
  check: { kind: "xor", from: 1 },
  send: {
    show: "7E {length} 01 {state} {name:text14} {number:text8} {check} 0D",
    ask: "7E {length} 02 {seq} {check} 0D",
    cancel: "7E {length} 03 {seq} {check} 0D",
    ping: "7E {length} 04 {check} 0D",
  },
  hear: { key: "7E {length} 82 {seq} {key} {check} 0D", ack: "7E {length} 81 {command} {check} 0D" },
  states,
  keys: {
    verySatisfied: 1,
    satisfied: 2,
    basicallySatisfied: 3,
    dissatisfied: 4,
    veryDissatisfied: 5,
  },
};

export const plainPad = {
  send: { show: "1B 53 {state} {name:text14}", ask: "1B 51" },
  hear: { key: "1B 4B {key} {check}" },
  check: { kind: "sum" },
  states,
  keys: { verySatisfied: 0x31, satisfied: 0x32, dissatisfied: 0x33 },
};
