import type { BoardView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";

/** As many missed numbers as stay legible; the newest are the ones still looked for. */
const missedShown = 8;

/** How many wait, and who was called in vain. */
export function Side({ board }: { board: BoardView }) {
  const { t, name } = useLanguage();
  return (
    <aside className="side">
      <section className="queues" aria-labelledby="queues-title">
        <h2 id="queues-title">{t("screen.waiting")}</h2>
        <ul>
          {board.queues.map((queue) => (
            <li key={queue.queue}>
              <span className="queue-prefix number">{queue.prefix}</span>
              <span className="queue-name">{name(queue.name)}</span>
              <span className="queue-count number">{t("screen.people", { n: queue.waiting })}</span>
            </li>
          ))}
        </ul>
      </section>
      {board.missed.length > 0 ? (
        <section className="missed" aria-labelledby="missed-title">
          <h2 id="missed-title">{t("screen.missed")}</h2>
          <ul className="number">
            {board.missed.slice(-missedShown).map((number) => (
              <li key={number}>{number}</li>
            ))}
          </ul>
          <p>{t("screen.missedHint")}</p>
        </section>
      ) : null}
    </aside>
  );
}
