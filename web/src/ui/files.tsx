// Files of the user's, read here and nowhere else.

import { useId, useState } from "preact/hooks";
import "./files.css";

/** The most that is read of one file. */
const LARGEST = 16 * 1024 * 1024;

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

interface Props {
  readonly label: string;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly TextFile[]) => void;
  /** Takes what went wrong, to show it elsewhere; without it, it is shown right below. */
  readonly onError?: (message: string) => void;
}

/** Asks for text files: the browser's own button, which takes dropped files as well. */
export function FileInput({ label, accept = ".json,application/json", multiple = false, onFiles, onError }: Props) {
  const id = useId();
  const [failure, setFailure] = useState("");
  const read = async (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    // The same file can be chosen again after it was changed.
    input.value = "";
    setFailure("");
    try {
      const large = chosen.find((file) => file.size > LARGEST);
      if (large !== undefined) {
        throw new Refused(`The file ${large.name} has more than 16 MB.`);
      }
      onFiles(await Promise.all(chosen.map(textOf)));
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      (onError ?? setFailure)(error.message);
    }
  };
  return (
    <>
      <label>
        {label}
        <input
          type="file"
          accept={accept}
          multiple={multiple}
          aria-describedby={failure === "" ? undefined : id}
          aria-invalid={failure === "" ? undefined : true}
          onChange={(event) => void read(event.currentTarget)}
        />
      </label>
      {failure !== "" && (
        <p id={id} role="alert" class="file-failure">
          {failure}
        </p>
      )}
    </>
  );
}

/** A file that is not taken, and why: the user is told. */
class Refused extends Error {}

async function textOf(file: File): Promise<TextFile> {
  try {
    return { name: file.name, text: await file.text() };
  } catch {
    throw new Refused(`The file ${file.name} could not be read. Was it moved?`);
  }
}
