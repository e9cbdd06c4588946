/** The views of the console, in the order of the navigation. */
export const views = ["onboard", "try", "capabilities", "rollout", "policy", "editions", "rules"] as const;
export type View = (typeof views)[number];
