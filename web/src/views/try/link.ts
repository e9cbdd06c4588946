// Links to this view: an operation, how it is judged and, on request, an input without what is sensitive.

import { type Edition, editions, type OperationName, type Profile } from "mi-preflight/slim";
import { href, type Route, route } from "../../router.js";
import { visit } from "../../settings.js";
import { fieldAt } from "./complete.js";
import { packed, unpacked } from "./packed.js";
import { profile, profiles, setText } from "./state.js";

export interface Link {
  readonly url: string;
  /** Where something was left out; nothing at all where the text is no JSON and none of it is in the link. */
  readonly leftOut: readonly string[] | undefined;
}

/** The most characters that a link may have: longer ones do not survive chat programs. */
export const LONGEST = 30_000;

/** A link to an input, or nothing where it would be too long. */
export async function linkTo(
  operation: OperationName,
  text: string,
  by: { edition: Edition; profile: Profile },
): Promise<Link | undefined> {
  const { shareableOf } = await import("./shareable.js");
  const shared = shareableOf(text, (path) => fieldAt(operation, by.edition, path));
  const letters = shared === undefined ? "" : await packed(shared.text);
  const params = {
    v: "json",
    p: by.profile,
    e: by.edition,
    ...(letters !== undefined && letters !== "" && { i: letters }),
  };
  const { href: url } = new URL(href("try", operation, params), location.href);
  return letters === undefined || url.length > LONGEST ? undefined : { url, leftOut: shared?.leftOut };
}

/** The links that were restored: coming back to one does not undo what was typed since. */
const restored = new Set<string>();

/** Takes up what a link says, unless another one is followed meanwhile. A sentence says where that failed. */
export async function restore(operation: OperationName, followed: Route): Promise<string | undefined> {
  const { params } = followed;
  const link = `${operation}?${params.toString()}`;
  if (restored.has(link)) {
    return undefined;
  }
  restored.add(link);
  profile.value = profiles.find((name) => name === params.get("p")) ?? profile.value;
  const named = editions.find((name) => name === params.get("e"));
  if (named !== undefined) {
    visit(named);
  }
  const letters = params.get("i");
  if (letters === null) {
    return undefined;
  }
  const text = await unpacked(letters);
  if (route.value !== followed) {
    // Whoever comes back to it has it restored then.
    restored.delete(link);
    return undefined;
  }
  if (text === undefined) {
    return "The link is damaged: the input in it cannot be read. Was all of it copied?";
  }
  setText(operation, text);
  return undefined;
}
