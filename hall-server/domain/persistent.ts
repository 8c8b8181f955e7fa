import * as immutable from "immutable";

/**
 * As much of Immutable.js as the domain uses, under its own names. Its types say far more: their many methods refer to one
 * another and are compared member by member, which was most of the time that type checking took.
 */

/** A map whose changes are new maps that share structure with it; iterates in no order that matters. */
export interface Map<K, V> extends Iterable<[K, V]> {
  readonly size: number;
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): Map<K, V>;
  delete(key: K): Map<K, V>;
  filter(isMeant: (value: V, key: K) => boolean): Map<K, V>;
  map(change: (value: V, key: K) => V): Map<K, V>;
  some(isMeant: (value: V, key: K) => boolean): boolean;
  count(isMeant: (value: V, key: K) => boolean): number;
  find(isMeant: (value: V, key: K) => boolean): V | undefined;
  findKey(isMeant: (value: V, key: K) => boolean): K | undefined;
  clear(): Map<K, V>;
  keys(): IterableIterator<K>;
  values(): IterableIterator<V>;
  entries(): IterableIterator<[K, V]>;
  /** Many changes as one; the map given to `change` is the only one that changes in place. */
  withMutations(change: (map: Map<K, V>) => void): Map<K, V>;
}
export const Map = immutable.Map as unknown as <K, V>(entries?: Iterable<readonly [K, V]>) => Map<K, V>;

/** Values that are looked at only as far as somebody asks. */
export interface Sequence<T> extends Iterable<T> {
  reverse(): Sequence<T>;
  takeWhile(isMeant: (value: T) => boolean): Sequence<T>;
  toArray(): T[];
}

/** A set that iterates in the order of adding, and whose changes are new sets. */
export interface OrderedSet<T> extends Iterable<T> {
  readonly size: number;
  has(value: T): boolean;
  add(value: T): OrderedSet<T>;
  delete(value: T): OrderedSet<T>;
  clear(): OrderedSet<T>;
  first(notSet?: undefined): T | undefined;
  last(notSet?: undefined): T | undefined;
  /** From the last added to the first, as far as is asked for. */
  toSeq(): Sequence<T>;
  takeWhile(isMeant: (value: T) => boolean): OrderedSet<T>;
  withMutations(change: (set: OrderedSet<T>) => void): OrderedSet<T>;
}
export const OrderedSet = immutable.OrderedSet as unknown as <T>(values?: Iterable<T>) => OrderedSet<T>;
