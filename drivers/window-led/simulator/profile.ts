/** The simulated strips as a technician would write them down for the driver. */
export const onbonStrips = {
  protocol: "onbon",
  strips: [
    { address: 1, width: 192, height: 32 },
    { address: 2, width: 128, height: 16 },
  ],
};

export const textStrips = {
  protocol: "text",
  check: { kind: "xor" },
  send: {
    show: "FE {address} {length} 54 {text:text} {check} FF",
    brightness: "FE {address} {length} 42 {level} {check} FF",
    ping: "FE {address} {length} 50 {check} FF",
  },
  hear: { ack: "FD {address} 06 {check}" },
  strips: [{ address: 1 }, { address: 2 }],
};
