/** The parts of the console, in the order of the links that lead to them. */
export const views = ["onboard", "try", "capabilities", "rollout", "policy", "editions", "rules"] as const;
export type View = (typeof views)[number];
