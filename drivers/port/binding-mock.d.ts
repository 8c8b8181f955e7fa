/** The part of the mock that tests use; its package has types, but hides them from an ES module. */
declare module "@serialport/binding-mock" {
  export interface MockPortBinding {
    readonly openOptions: object;
    /** Everything written, when the port was created with `record`. */
    recording: Buffer;
    /** Makes bytes arrive at the driver. */
    emitData(data: Buffer): void;
    write(bytes: Buffer): Promise<void>;
  }
  export const MockBinding: {
    createPort(path: string, options?: { record?: boolean }): void;
    open(options: { path: string; baudRate: number }): Promise<MockPortBinding>;
    /** Forgets all ports. */
    reset(): void;
  };
}
