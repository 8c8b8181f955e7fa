/**
 * How a board is divided. Pure: sizes in, sizes out, all in pixels; nothing is ever smaller than the frame's smallest
 * letters, so what does not fit is shown in turn (`pages.ts`) and calls are as many as there is room for.
 */

export interface Room {
  width: number;
  height: number;
  /** The smallest letters of calls and of all else. */
  number: number;
  rest: number;
  isPortrait: boolean;
  /** The widest number and the widest window's name that may be shown, in their own size. */
  numberUnits: number;
  windowUnits: number;
  /** How many lines the waiting counts would like to have. */
  sideLines: number;
}

export interface BoardLayout {
  /** Counts and the rest stand beside the calls or below them. */
  side: { place: "beside" | "below"; size: number };
  newest: { size: number; windowSize: number; height: number; isStacked: boolean };
  /** The calls before the newest. */
  others: { size: number; height: number; columns: number; rows: number; shown: number };
  gap: number;
}

/** The newest and seven before it. */
const mostOthers = 7;
/** Of a call beside its letters: the space around them and the arrow, in units of their size. */
const aroundCall = 1.9;
const lineHeight = 1.3;
const sideLeast = 9;
const sideLeastLines = 3;
/** How much larger the newest is than the others, at least. */
const newestFactor = 1.3;
/** The largest part of the height that the newest takes. */
const newestShare = 0.42;

const gapShare = 0.22;

/** The height of a line of all that is not a call, in units of its letters. */
export const restLine = 1.4;

export function layoutBoard(room: Room): BoardLayout {
  const { width, height, number, rest } = room;
  const gap = Math.round(rest * gapShare);
  const callWidth = (room.numberUnits + room.windowUnits + aroundCall) * number;
  // A name that is wider than the wall takes two lines, so it never asks for more than half of the wall.
  const needed = Math.min(callWidth, width * 0.62);
  const left = width - needed - 2 * gap;
  if (!room.isPortrait && left >= sideLeast * rest) {
    const size = Math.round(Math.min(left, Math.max(sideLeast * rest, width * 0.3)));
    return {
      side: { place: "beside", size },
      ...layoutCalls(room, width - size - 3 * gap, height, gap),
      gap,
    };
  }
  const most = newestLeast(room, width) + mostOthers * (rowHeight(room, width) + gap);
  const least = sideLeastLines * restLine * rest;
  const wanted = Math.max(least, room.sideLines * restLine * rest);
  const below = Math.min(wanted, Math.max(least, height - most - 2 * gap));
  // Where there is no room for both, calls come first.
  const size = height - below - 2 * gap >= newestLeast(room, width) ? Math.round(below) : 0;
  const callsHeight = size === 0 ? height : height - size - 2 * gap;
  return { side: { place: "below", size }, ...layoutCalls(room, width, callsHeight, gap), gap };
}

function layoutCalls(room: Room, width: number, height: number, gap: number) {
  const least = newestLeast(room, width);
  const row = rowHeight(room, width) + gap;
  const columns = 2 * widthOfCall(room, room.number) + gap <= width ? 2 : 1;
  const rowsFit = Math.max(0, Math.floor((height - least) / row));
  const rows = Math.min(rowsFit, Math.ceil(mostOthers / columns));
  const shown = Math.min(mostOthers, rows * columns);
  // What is left over makes the newest larger, and then the others too.
  const newestHeight =
    rows === 0 ? height : Math.max(least, Math.min(height - rows * row, height * newestShare));
  const newest = sizeNewest(room, width, newestHeight);
  const each = rows === 0 ? 0 : (height - newest.height) / rows - gap;
  const lines = linesOfWindow(room, width / columns, room.number);
  const column = (width - (columns - 1) * gap) / columns;
  const byWidth = lines > 1 ? room.number : column / (room.numberUnits + room.windowUnits + aroundCall);
  const size = Math.max(
    room.number,
    Math.floor(Math.min(each / lineHeight / lines, byWidth, newest.size / newestFactor)),
  );
  return { newest, others: { size, height: Math.floor(each), columns, rows, shown } };
}

const widthOfCall = ({ numberUnits, windowUnits }: Room, size: number) =>
  (numberUnits + windowUnits + aroundCall) * size;

/** How many lines a window's name takes beside its number. */
function linesOfWindow({ numberUnits, windowUnits }: Room, width: number, size: number): number {
  const beside = Math.max(size, width - (numberUnits + aroundCall) * size);
  return Math.max(1, Math.ceil((windowUnits * size) / beside));
}

const rowHeight = (room: Room, width: number) =>
  room.number * lineHeight * linesOfWindow(room, width, room.number);

const leastNewest = ({ number }: Room) => Math.ceil(number * newestFactor);

/** The least height of the newest call at its least size. */
function newestLeast(room: Room, width: number): number {
  const size = leastNewest(room);
  return widthOfCall(room, size) <= width ? Math.ceil(size * 1.4) + 1 : stackedHeight(room, width, size);
}

const stackedWindowHeight = ({ windowUnits }: Room, width: number, size: number) =>
  size * lineHeight * Math.ceil((windowUnits * size) / (width - size));

/** On one line, or the window below the number: whichever is larger. */
function sizeNewest(room: Room, width: number, height: number): BoardLayout["newest"] {
  const least = leastNewest(room);
  const units = room.numberUnits + room.windowUnits + aroundCall;
  const inLine = Math.floor(Math.min(height / 1.4, width / units));
  const stacked = stackedSize(room, width, height);
  const whole = { height: Math.floor(height) };
  if (stacked <= inLine * 1.1 && inLine >= least)
    return { size: inLine, windowSize: inLine, isStacked: false, ...whole };
  // A panel that is too small for its distance shows the number as large as it can, rather than cut.
  const shrunk = stacked > 0 ? 1 : Math.min(1, height / stackedHeight(room, width, least));
  const size = stacked > 0 ? stacked : Math.floor(least * shrunk);
  const windowSize = Math.floor(stackedWindowSize(room, size) * shrunk);
  return { size, windowSize, isStacked: true, ...whole };
}

const stackedWindowSize = ({ number }: Room, size: number) => Math.max(number, Math.floor(size * 0.7));

function stackedHeight(room: Room, width: number, size: number): number {
  return size * 1.45 + stackedWindowHeight(room, width, stackedWindowSize(room, size));
}

/** The largest that fits; 0 if even the least does not. */
function stackedSize(room: Room, width: number, height: number): number {
  const least = leastNewest(room);
  for (let size = Math.floor(width / (room.numberUnits + 1)); size >= least; size--)
    if (stackedHeight(room, width, size) <= height) return size;
  return 0;
}
