// Links to this view: an operation, how it is judged and, on request, an input without what is sensitive.

import { type Edition, editions, type OperationName, type Profile } from "mi-preflight/slim";
import { type Route, href } from "../../router.js";
import { edition } from "../../settings.js";
import { fieldAt } from "./complete.js";
import { packed, unpacked } from "./packed.js";
import { profile, profiles, setText } from "./state.js";

export interface Link {
  readonly url: string;
  /** Where something was left out; nothing at all where the text is no JSON and none of it is in the link. */
  readonly leftOut: readonly string[] | undefined;
}

export async function linkTo(operation: OperationName, text: string, by: { edition: Edition; profile: Profile }): Promise<Link> {
  const { shareableOf } = await import("./shareable.js");
  const shared = shareableOf(text, (path) => fieldAt(operation, by.edition, path));
  const params = { v: "json", p: by.profile, e: by.edition, ...(shared !== undefined && { i: await packed(shared.text) }) };
  return { url: new URL(href("try", operation, params), location.href).href, leftOut: shared?.leftOut };
}

/** The links that were restored: coming back to one does not undo what was typed since. */
const restored = new Set<string>();

/** Takes up what a link says. A sentence says where that failed. */
export async function restore(operation: OperationName, { params }: Route): Promise<string | undefined> {
  const link = `${operation}?${params.toString()}`;
  if (restored.has(link)) {
    return undefined;
  }
  restored.add(link);
  profile.value = profiles.find((name) => name === params.get("p")) ?? profile.value;
  edition.value = editions.find((name) => name === params.get("e")) ?? edition.value;
  const letters = params.get("i");
  if (letters === null) {
    return undefined;
  }
  const text = await unpacked(letters);
  if (text === undefined) {
    return "The link is damaged: the input in it cannot be read. Was all of it copied?";
  }
  setText(operation, text);
  return undefined;
}
