/** Ways whose matters stand under topics; without one chosen, the topics are shown. */
export const topicWays = ["themes", "lifeEvents", "lines"] as const;
export type TopicWay = (typeof topicWays)[number];

/** How the citizen looks for a matter. */
export type Finding =
  | { by: "often" }
  | { by: TopicWay; topic: string | null }
  | { by: "search"; typed: string };
