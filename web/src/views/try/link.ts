// Links to this view: an operation, its settings and, on request, an input without sensitive values.

import { type Edition, editions, type OperationName, type Profile } from "mi-preflight/slim";
import { href, type Route, route } from "../../router.js";
import { useLinkedEdition } from "../../settings.js";
import { fieldAt } from "./completions.js";
import { decodeText, encodeText } from "./link-codec.js";
import { profile, profiles, setText } from "./state.js";

export interface Link {
  readonly url: string;
  /** Paths of omitted values; `undefined` if the text is not JSON and therefore not in the link. */
  readonly omittedPaths: readonly string[] | undefined;
}

/** Maximum length of a link. Chat programs break longer ones. */
export const MAX_LINK_LENGTH = 30_000;

/** Creates a link to an input. Returns `undefined` if it would be too long. */
export async function createLink(
  operation: OperationName,
  text: string,
  settings: { edition: Edition; profile: Profile },
): Promise<Link | undefined> {
  const { toShareable } = await import("./shareable-text.js");
  const shareable = toShareable(text, (path) => fieldAt(operation, settings.edition, path));
  const encoded = shareable === undefined ? "" : await encodeText(shareable.text);
  const params = {
    v: "json",
    p: settings.profile,
    e: settings.edition,
    ...(encoded !== undefined && encoded !== "" && { i: encoded }),
  };
  const { href: url } = new URL(href("try", operation, params), location.href);
  return encoded === undefined || url.length > MAX_LINK_LENGTH
    ? undefined
    : { url, omittedPaths: shareable?.omittedPaths };
}

/** Restored links: returning to one must not discard later edits. */
const restoredLinks = new Set<string>();

/** Restores the content of a link, unless another link is followed meanwhile. Returns a message if that fails. */
export async function restoreLink(operation: OperationName, linkedRoute: Route): Promise<string | undefined> {
  const { params } = linkedRoute;
  const link = `${operation}?${params.toString()}`;
  if (restoredLinks.has(link)) {
    return undefined;
  }
  restoredLinks.add(link);
  profile.value = profiles.find((name) => name === params.get("p")) ?? profile.value;
  const linkedEdition = editions.find((name) => name === params.get("e"));
  if (linkedEdition !== undefined) {
    useLinkedEdition(linkedEdition);
  }
  const encoded = params.get("i");
  if (encoded === null) {
    return undefined;
  }
  const text = await decodeText(encoded);
  if (route.value !== linkedRoute) {
    // Restore it when the user returns to it.
    restoredLinks.delete(link);
    return undefined;
  }
  if (text === undefined) {
    return "The link is damaged: the input in it cannot be read. Was all of it copied?";
  }
  setText(operation, text);
  return undefined;
}
