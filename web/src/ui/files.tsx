// Reads files of the user. They never leave the page.

import { useId, useState } from "preact/hooks";
import "./files.css";

/** Maximum size of a file in bytes. */
const MAX_FILE_SIZE = 16 * 1024 * 1024;

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

interface Props {
  readonly label: string;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly TextFile[]) => void;
  /** Receives errors to show elsewhere. By default they appear below the input. */
  readonly onError?: (message: string) => void;
}

/** A native file input for text files. It also accepts dropped files. */
export function FileInput({ label, accept = ".json,application/json", multiple = false, onFiles, onError }: Props) {
  const id = useId();
  const [failure, setFailure] = useState("");
  const readFiles = async (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    // Lets the user choose the same file again after changing it.
    input.value = "";
    setFailure("");
    try {
      const tooLarge = files.find((file) => file.size > MAX_FILE_SIZE);
      if (tooLarge !== undefined) {
        throw new FileRefusedError(`The file ${tooLarge.name} has more than 16 MB.`);
      }
      onFiles(await Promise.all(files.map(readTextFile)));
    } catch (error) {
      if (!(error instanceof FileRefusedError)) {
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
          onChange={(event) => void readFiles(event.currentTarget)}
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

/** Thrown for a file that is too large or unreadable. The message is shown to the user. */
class FileRefusedError extends Error {}

async function readTextFile(file: File): Promise<TextFile> {
  try {
    return { name: file.name, text: await file.text() };
  } catch {
    throw new FileRefusedError(`The file ${file.name} could not be read. Was it moved?`);
  }
}
