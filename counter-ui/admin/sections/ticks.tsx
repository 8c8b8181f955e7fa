import { at, type Path, setAt } from "../draft/draft.ts";
import type { Editing } from "./fields.tsx";

interface TickProps extends Editing {
  label: string;
  path: Path;
}

/** A part of the draft that is there or not: ticked, it begins as usual. */
export function Presence({ config, change, label, path, usual }: TickProps & { usual: object }) {
  return (
    <label>
      <input
        type="checkbox"
        checked={at(config, path) !== undefined}
        onChange={({ target }) => change(setAt(config, path, target.checked ? usual : undefined))}
      />{" "}
      {label}
    </label>
  );
}

/** Several values out of a few, in their usual order. */
export function Choices({
  config,
  change,
  label,
  path,
  options,
}: TickProps & { options: readonly (readonly [value: string, label: string])[] }) {
  const chosen = (at(config, path) ?? []) as string[];
  const toggled = (value: string) =>
    options
      .map(([each]) => each)
      .filter((each) => (each === value ? !chosen.includes(each) : chosen.includes(each)));
  return (
    <span className="ticks" role="group" aria-label={label}>
      {options.map(([value, name]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => change(setAt(config, path, toggled(value)))}
          />{" "}
          {name}
        </label>
      ))}
    </span>
  );
}
