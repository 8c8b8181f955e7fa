import { type FormEvent, useRef, useState } from "react";
import type { AnyRefusal } from "../../hall-server/contract/commands.ts";
import { useLanguage } from "./i18n.ts";
import { refusalText } from "./refusal-text.ts";
import type { SignInAnswer } from "./session.ts";
import { TopBar } from "./top-bar.tsx";

interface SignInProps {
  title: string;
  /** Why the last session ended, if the hall ended it. */
  why: AnyRefusal | null;
  signIn: (staff: string, pin: string) => Promise<SignInAnswer>;
}

const keptStaff = "yimen.staff";

/** Staff number and PIN. The number is remembered on this machine, the PIN never. */
export function SignIn({ title, why, signIn }: SignInProps) {
  const { t } = useLanguage();
  const [staff, setStaff] = useState(() => localStorage.getItem(keptStaff) ?? "");
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(why);
  const staffInput = useRef<HTMLInputElement>(null);
  const pinInput = useRef<HTMLInputElement>(null);

  const submit = async () => {
    if (busy) return;
    const invalid = check(staff, pin);
    setProblem(invalid);
    if (invalid) {
      (invalid === "staffInvalid" ? staffInput : pinInput).current?.focus();
      return;
    }
    setBusy(true);
    const answer = await signIn(staff, pin);
    setBusy(false);
    if (answer.ok) return localStorage.setItem(keptStaff, staff);
    setProblem(answer.refusal ?? "offline");
    setPin("");
    pinInput.current?.focus();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };

  return (
    <div className="sign-in-page">
      <TopBar title={title} />
      <main>
        <form className="sign-in card" onSubmit={onSubmit} noValidate>
          <h2>{title}</h2>
          <label>
            <span>{t("signIn.staff")}</span>
            <input
              ref={staffInput}
              name="staff"
              value={staff}
              onChange={(event) => setStaff(event.target.value.trim())}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={32}
            />
          </label>
          <label>
            <span>
              {t("signIn.pin")} <small>{t("signIn.pinHint")}</small>
            </span>
            <input
              ref={pinInput}
              name="pin"
              type="password"
              inputMode="numeric"
              value={pin}
              onChange={(event) => setPin(event.target.value)}
              autoComplete="off"
              maxLength={12}
            />
          </label>
          <div role="alert" className="sign-in-problem">
            {problem ? (
              <p>{typeof problem === "string" ? t(`signIn.${problem}`) : refusalText(t, problem)}</p>
            ) : null}
          </div>
          <button type="submit" className="button button-primary" aria-disabled={busy}>
            {busy ? t("signIn.checking") : t("signIn.submit")}
          </button>
        </form>
      </main>
    </div>
  );
}

type Problem = AnyRefusal | "staffInvalid" | "pinInvalid" | "offline";

/** What the hall would refuse as malformed is said here in the words of the field. */
function check(staff: string, pin: string): "staffInvalid" | "pinInvalid" | null {
  if (!/^[A-Za-z0-9_.-]{1,32}$/.test(staff)) return "staffInvalid";
  return /^\d{4,12}$/.test(pin) ? null : "pinInvalid";
}
