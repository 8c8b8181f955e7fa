/** The mark: a white wall's gate under a dark tile roof. */
export function Brand({ label }: { label: string }) {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path d="M2 12 L8 6 H24 L30 12 H27 V9.6 L23 9 H9 L5 9.6 V12 Z" fill="currentColor" />
        <path d="M6 13 H26 V28 H6 Z M11 17 V28 H21 V17 Z" fill="currentColor" fillRule="evenodd" />
      </svg>
      <span>{label}</span>
    </span>
  );
}
