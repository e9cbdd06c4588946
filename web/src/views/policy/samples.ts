// The project's example policies, to begin with.

const files = import.meta.glob<string>("../../../../examples/policies/*.json", {
  eager: true,
  query: "?raw",
  import: "default",
});

export interface Sample {
  readonly name: string;
  readonly text: string;
}

export const samples: readonly Sample[] = [
  ...Object.entries(files)
    .map(([path, text]) => ({
      name: path
        .slice(path.lastIndexOf("/") + 1)
        .replace(/\.json$/, "")
        .replaceAll("-", " "),
      text,
    }))
    .sort((one, other) => one.name.localeCompare(other.name)),
  { name: "an empty policy", text: '{\n  "profile": "recommended"\n}\n' },
];

/** The one that is shown first. */
export const first: Sample = samples.find(({ name }) => name === "owner tag") ?? { name: "", text: "{}" };
