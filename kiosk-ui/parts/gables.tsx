/** One cap of tiles on a wall's step, its eaves turned up as they are in Huizhou. */
function cap(left: number, right: number, y: number): string {
  return (
    `M${left - 9} ${y - 9} Q${left} ${y - 1} ${left + 12} ${y - 1} H${right - 12} Q${right} ${y - 1} ${right + 9} ${y - 9} ` +
    `L${right + 9} ${y - 3} Q${right} ${y + 7} ${right - 10} ${y + 7} H${left + 10} Q${left} ${y + 7} ${left - 9} ${y - 3} Z`
  );
}

interface GableProps {
  center: number;
  /** Half the width of each step, from the top down, and the height at which it stands. */
  steps: readonly (readonly [half: number, y: number])[];
  base: number;
}

function Gable({ center, steps, base }: GableProps) {
  return (
    <g>
      {steps.map(([half, y]) => (
        <rect key={`w${half}`} className="wall" x={center - half} y={y} width={half * 2} height={base - y} />
      ))}
      {steps.map(([half, y], at) => {
        const inner = steps[at - 1]?.[0];
        return inner === undefined ? (
          <path key={half} className="tiles" d={cap(center - half, center + half, y)} />
        ) : (
          <path
            key={half}
            className="tiles"
            d={`${cap(center - half, center - inner - 4, y)} ${cap(center + inner + 4, center + half, y)}`}
          />
        );
      })}
    </g>
  );
}

/** A village is wider than any display: it repeats beyond the picture's own width. */
const reach = [-1200, 0, 1200];

/** Stepped gables of a Huizhou village behind each other, at the foot of the quiet pages. */
export function Skyline() {
  return (
    <svg className="skyline" viewBox="0 0 1200 200" preserveAspectRatio="xMidYMax meet" aria-hidden="true">
      {reach.map((x) => (
        <g key={x} className="far" transform={`translate(${x} 0)`}>
          <Gable
            center={150}
            base={200}
            steps={[
              [40, 66],
              [78, 96],
              [118, 126],
            ]}
          />
          <Gable
            center={520}
            base={200}
            steps={[
              [46, 40],
              [90, 74],
              [136, 108],
            ]}
          />
          <Gable
            center={930}
            base={200}
            steps={[
              [40, 58],
              [80, 90],
              [122, 122],
            ]}
          />
        </g>
      ))}
      {reach.map((x) => (
        <g key={x} className="near" transform={`translate(${x} 0)`}>
          <Gable
            center={330}
            base={200}
            steps={[
              [38, 104],
              [72, 130],
              [110, 156],
            ]}
          />
          <Gable
            center={720}
            base={200}
            steps={[
              [42, 92],
              [82, 120],
              [124, 148],
            ]}
          />
          <Gable
            center={1110}
            base={200}
            steps={[
              [40, 112],
              [76, 138],
              [114, 162],
            ]}
          />
        </g>
      ))}
    </svg>
  );
}

/** The same gable as a mark beside the hall's name. */
export function GableMark() {
  return (
    <svg className="gable-mark" viewBox="0 0 120 96" aria-hidden="true">
      <Gable
        center={60}
        base={92}
        steps={[
          [18, 18],
          [34, 40],
          [50, 62],
        ]}
      />
    </svg>
  );
}
