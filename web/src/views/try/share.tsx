// Creates a link to the current input.

import type { Edition, OperationName, Profile } from "mi-preflight/slim";
import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { createLink, type Link, MAX_LINK_LENGTH } from "./link.js";

interface Props {
  readonly operation: OperationName;
  readonly text: string;
  readonly edition: Edition;
  readonly profile: Profile;
}

export function Share({ operation, text, edition, profile }: Props) {
  const [link, setLink] = useState<Link>();
  const [message, setMessage] = useState("");
  const showMessage = (sentence: string) => {
    setMessage(sentence);
    announce(sentence);
  };
  const shareLink = async () => {
    let created: Link | undefined;
    try {
      created = await createLink(operation, text, { edition, profile });
    } catch {
      showMessage("What makes links could not be loaded. Is there a network?");
      return;
    }
    setLink(created);
    if (created === undefined) {
      showMessage(
        `The input is too long for a link, which may have ${MAX_LINK_LENGTH.toLocaleString("en")} characters. Send it as a file instead.`,
      );
      return;
    }
    let outcome = "The link is copied.";
    try {
      await navigator.clipboard.writeText(created.url);
    } catch {
      outcome = "Select the link and copy it.";
    }
    showMessage(`${outcome} ${linkContents(created)}`);
  };
  return (
    <div class="share">
      <button type="button" class="small secondary" onClick={() => void shareLink()}>
        Share by link
      </button>
      {message !== "" && <p>{message}</p>}
      {link !== undefined && (
        <>
          {link.omittedPaths !== undefined && link.omittedPaths.length > 0 && (
            <ul>
              {link.omittedPaths.map((path) => (
                <li key={path}>
                  <code>{path === "" ? "the whole input" : path}</code>
                </li>
              ))}
            </ul>
          )}
          <label>
            Link
            <input type="text" readOnly value={link.url} onFocus={(event) => event.currentTarget.select()} />
          </label>
        </>
      )}
    </div>
  );
}

/** Describes what a link contains and omits. */
function linkContents({ omittedPaths, url }: Link): string {
  const lengthNote =
    url.length > 8000 ? ` It has ${url.length.toLocaleString("en")} characters: some programs cut that.` : "";
  if (omittedPaths === undefined) {
    return "The input is not JSON, so what is sensitive in it is not known: the link leads to the operation alone.";
  }
  return omittedPaths.length === 0
    ? `All of the input is in it.${lengthNote}`
    : `What is sensitive, or not known to be harmless, is not in it:${lengthNote}`;
}
