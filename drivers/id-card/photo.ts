/**
 * The photo of a card is in a compression that nobody has published (1024 bytes for 102 × 126 dots). Whoever has a
 * decoder, licensed by its maker, gives it to the reader; without one photos are dropped. Nothing waits for a photo.
 */
export interface PhotoDecoder {
  /** A picture out of the card's bytes, or null when they are none. May take its time. */
  decode(photo: Uint8Array): Promise<Photo | null>;
}

/** A picture that a page can show. Personal data, as the card is. */
export interface Photo {
  mediaType: "image/png" | "image/jpeg" | "image/bmp";
  bytes: Uint8Array;
}
