/** The simulated pads' protocol as a technician would write it down for the driver. */
export const demoCallPads = {
  check: { kind: "crc16Modbus", order: "little" },
  send: {
    poll: "AA {address} 01 {check}",
    ack: "AA {address} 02 {toggle} {check}",
    display: "AA {address} 03 {text:text8} {check}",
  },
  hear: {
    idle: "AB {address} 00 {check}",
    key: "AB {address} 01 {key} {toggle} {check}",
    displayed: "AB {address} 03 {check}",
  },
  keys: { next: 1, recall: 2, skip: 3, transfer: 4, pause: 5, start: 6, finish: 7, hold: 8, rate: 9 },
  addresses: [1, 2, 3],
};
