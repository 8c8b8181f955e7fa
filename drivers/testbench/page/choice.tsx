import { type ReactNode, useId } from "react";

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; bad?: boolean }[];
  onChoose: (value: Value) => void;
}

/** One of a few, all in view: native radio buttons drawn as a row of keys. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): ReactNode {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{props.label}</legend>
      <div className={props.options.length === 4 ? "keys four" : "keys"}>
        {props.options.map((option) => (
          <label key={option.value} className={option.bad ? "key bad" : "key"}>
            <input
              type="radio"
              name={name}
              checked={option.value === props.value}
              onChange={() => props.onChoose(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
