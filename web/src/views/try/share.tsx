// A link to what is on the screen, made when it is asked for.

import type { Edition, OperationName, Profile } from "mi-preflight/slim";
import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { type Link, LONGEST, linkTo } from "./link.js";

interface Props {
  readonly operation: OperationName;
  readonly text: string;
  readonly edition: Edition;
  readonly profile: Profile;
}

export function Share({ operation, text, edition, profile }: Props) {
  const [link, setLink] = useState<Link>();
  const [said, setSaid] = useState("");
  const say = (sentence: string) => {
    setSaid(sentence);
    announce(sentence);
  };
  const share = async () => {
    let made: Link | undefined;
    try {
      made = await linkTo(operation, text, { edition, profile });
    } catch {
      say("What makes links could not be loaded. Is there a network?");
      return;
    }
    setLink(made);
    if (made === undefined) {
      say(
        `The input is too long for a link, which may have ${LONGEST.toLocaleString("en")} characters. Send it as a file instead.`,
      );
      return;
    }
    let copied = "The link is copied.";
    try {
      await navigator.clipboard.writeText(made.url);
    } catch {
      copied = "Select the link and copy it.";
    }
    say(`${copied} ${aboutOf(made)}`);
  };
  return (
    <div class="share">
      <button type="button" class="small secondary" onClick={() => void share()}>
        Share by link
      </button>
      {said !== "" && <p>{said}</p>}
      {link !== undefined && (
        <>
          {link.leftOut !== undefined && link.leftOut.length > 0 && (
            <ul>
              {link.leftOut.map((path) => (
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

/** What is in a link, and what is not. */
function aboutOf({ leftOut, url }: Link): string {
  const long =
    url.length > 8000 ? ` It has ${url.length.toLocaleString("en")} characters: some programs cut that.` : "";
  if (leftOut === undefined) {
    return "The input is no JSON, so what is sensitive in it is not known: the link leads to the operation alone.";
  }
  return leftOut.length === 0
    ? `All of the input is in it.${long}`
    : `What is sensitive, or not known to be harmless, is not in it:${long}`;
}
