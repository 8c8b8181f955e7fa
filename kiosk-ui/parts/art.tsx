/** A card that slides onto the reader, or the other way when it is to be taken back. */
export function CardArt({ motion }: { motion: "lay" | "read" | "take" | "still" }) {
  return (
    <svg className={`art card-art ${motion}`} viewBox="0 0 320 300" aria-hidden="true">
      <ellipse className="ground" cx="160" cy="268" rx="140" ry="16" />
      <path className="reader-side" d="M30 214 H290 V246 Q290 262 274 262 H46 Q30 262 30 246 Z" />
      <path className="reader-top" d="M62 150 H258 L290 214 H30 Z" />
      <path className="reader-pad" d="M82 162 H238 L260 204 H60 Z" />
      <g className="waves">
        <path d="M132 183 q28 -15 56 0" />
        <path d="M118 176 q42 -22 84 0" />
      </g>
      <g className="card">
        <rect className="card-body" x="92" y="66" width="136" height="86" rx="9" />
        <rect className="card-photo" x="178" y="84" width="36" height="46" rx="3" />
        <circle className="card-face" cx="196" cy="100" r="8" />
        <path className="card-face" d="M182 130 q2 -19 14 -19 t14 19 z" />
        <path className="card-text" d="M106 88 h46 M106 103 h58 M106 118 h40 M106 136 h64" />
      </g>
      <path className="beam" d="M62 156 H258" />
    </svg>
  );
}

/** A slip that comes out of its slot. */
export function SlipArt() {
  return (
    <svg className="art slip-art" viewBox="0 0 320 220" aria-hidden="true">
      <g className="slip">
        <path
          className="slip-paper"
          d="M92 60 H228 V196 l-8.5 7 -8.5 -7 -8.5 7 -8.5 -7 -8.5 7 -8.5 -7 -8.5 7 -8.5 -7 -8.5 7 -8.5 -7 -8.5 7 -8.5 -7 -8.5 7 -8.5 -7 -8.5 7 -8.5 -7 Z"
        />
        <path className="slip-text" d="M118 92 h84 M134 154 h52 M126 172 h68" />
        <path className="slip-number" d="M126 122 h68" />
      </g>
      <rect className="slot-body" x="40" y="20" width="240" height="52" rx="12" />
      <rect className="slot" x="80" y="46" width="160" height="10" rx="5" />
    </svg>
  );
}
