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

/** Stepped gables of a Huizhou village behind each other, at the foot of the quiet pages. */
export function Skyline() {
  return (
    <svg className="skyline" viewBox="0 0 1200 240" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <g className="far">
        <Gable
          center={170}
          base={240}
          steps={[
            [58, 92],
            [112, 128],
            [170, 164],
          ]}
        />
        <Gable
          center={640}
          base={240}
          steps={[
            [66, 74],
            [128, 112],
            [196, 150],
          ]}
        />
        <Gable
          center={1080}
          base={240}
          steps={[
            [56, 98],
            [108, 134],
            [166, 170],
          ]}
        />
      </g>
      <g className="near">
        <Gable
          center={400}
          base={240}
          steps={[
            [54, 128],
            [104, 160],
            [160, 192],
          ]}
        />
        <Gable
          center={880}
          base={240}
          steps={[
            [60, 118],
            [118, 152],
            [180, 186],
          ]}
        />
        <Gable
          center={-10}
          base={240}
          steps={[
            [70, 140],
            [128, 172],
            [190, 204],
          ]}
        />
        <Gable
          center={1240}
          base={240}
          steps={[
            [70, 150],
            [128, 180],
            [190, 208],
          ]}
        />
      </g>
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
