// Files of the user's, read here and nowhere else.

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
  readonly onError: (message: string) => void;
}

/** Asks for text files: the browser's own button, which takes dropped files as well. */
export function FileInput({ label, accept = ".json,application/json", multiple = false, onFiles, onError }: Props) {
  const read = async (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    // The same file can be chosen again after it was changed.
    input.value = "";
    const large = chosen.find((file) => file.size > LARGEST);
    if (large !== undefined) {
      onError(`${large.name} has more than 16 MB`);
      return;
    }
    try {
      onFiles(await Promise.all(chosen.map(async (file) => ({ name: file.name, text: await file.text() }))));
    } catch {
      onError("the file could not be read: was it moved?");
    }
  };
  return (
    <label>
      {label}
      <input type="file" accept={accept} multiple={multiple} onChange={(event) => void read(event.currentTarget)} />
    </label>
  );
}
