// A link to what is on the screen, made when it is asked for.

import type { Edition, OperationName, Profile } from "mi-preflight/slim";
import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { type Link, linkTo } from "./link.js";

interface Props {
  readonly operation: OperationName;
  readonly text: string;
  readonly edition: Edition;
  readonly profile: Profile;
}

export function Share({ operation, text, edition, profile }: Props) {
  const [link, setLink] = useState<Link>();
  const [said, setSaid] = useState("");
  const share = async () => {
    const made = await linkTo(operation, text, { edition, profile });
    let copied = "The link is copied.";
    try {
      await navigator.clipboard.writeText(made.url);
    } catch {
      copied = "Select the link and copy it.";
    }
    setLink(made);
    setSaid(`${copied} ${aboutOf(made)}`);
    announce(`${copied} ${aboutOf(made)}`);
  };
  return (
    <div class="share">
      <button type="button" class="small secondary" onClick={() => void share()}>
        Share by link
      </button>
      {link !== undefined && (
        <>
          <p>{said}</p>
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
  const long = url.length > 8000 ? ` It has ${url.length.toLocaleString("en")} characters: some programs cut that.` : "";
  if (leftOut === undefined) {
    return "The input is no JSON, so what is sensitive in it is not known: the link leads to the operation alone.";
  }
  return leftOut.length === 0
    ? `All of the input is in it.${long}`
    : `What is sensitive, or not known to be harmless, is not in it:${long}`;
}
