/**
 * A byte transport to one device. Whatever carries the bytes (serial line, TCP, a mock), a driver sees only this.
 */
export interface Port {
  /** Resolves once the bytes have been handed to the device's line (drained), rejects with a PortError. */
  write(bytes: Uint8Array): Promise<void>;
  /** Bytes as they arrive, in order. Returns the function that stops listening. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  /** Resolves once, when the line is gone, with the reason. Never rejects. */
  readonly closed: Promise<CloseReason>;
  /** Closes from our side; idempotent. */
  close(): Promise<void>;
}

export type CloseReason = { kind: "byUs" } | { kind: "unplugged" } | { kind: "error"; message: string };

export type PortErrorCode =
  /** Nothing is there under that name or address. */
  | "absent"
  /** Another process holds it. */
  | "busy"
  /** The operating system forbids it. */
  | "forbidden"
  /** The URL is not one of ours. */
  | "badUrl"
  /** It was open and is gone. */
  | "closed"
  | "io";

export class PortError extends Error {
  readonly code: PortErrorCode;
  constructor(code: PortErrorCode, message: string) {
    super(message);
    this.name = "PortError";
    this.code = code;
  }
}

/** Opens a port each time it is called: a driver calls it again to recover. */
export type OpenPort = () => Promise<Port>;
