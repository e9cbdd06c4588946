// The example policies of the project.

const rawFiles = import.meta.glob<string>("../../../../examples/policies/*.json", {
  eager: true,
  query: "?raw",
  import: "default",
});

export interface Sample {
  readonly name: string;
  readonly text: string;
}

export const samples: readonly Sample[] = [
  ...Object.entries(rawFiles)
    .map(([path, text]) => ({
      name: path
        .slice(path.lastIndexOf("/") + 1)
        .replace(/\.json$/, "")
        .replaceAll("-", " "),
      text,
    }))
    .sort((a, b) => a.name.localeCompare(b.name)),
  { name: "an empty policy", text: '{\n  "profile": "recommended"\n}\n' },
];

/** The initial policy. */
export const firstSample: Sample = samples.find(({ name }) => name === "owner tag") ?? { name: "", text: "{}" };
