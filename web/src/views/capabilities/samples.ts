// Sample data: a dimmable lamp of a fictional vendor.

const power = {
  $id: "/schema-versions/capability/acme.Power@1.0",
  $ref: "/schema-versions/definition/aws.capability@1.0",
  name: "Power",
  title: "Power",
  description: "Turns a lamp on and off.",
  version: "1.0",
  extrinsicId: "0xFFF1FC01",
  extrinsicVersion: "1",
  properties: {
    IsOn: { extrinsicId: "0x0000", value: { type: "boolean" }, retrievable: true, reportable: true },
    AfterPowerCut: {
      extrinsicId: "0x0001",
      value: { type: "string", enum: ["off", "on", "as-before"] },
      mutable: true,
      retrievable: true,
    },
  },
  actions: [
    { name: "On", extrinsicId: "0x01" },
    { name: "Off", extrinsicId: "0x02" },
    {
      name: "Blink",
      extrinsicId: "0x03",
      request: {
        parameters: {
          Times: { extrinsicId: "0", value: { type: "integer", minimum: 1, maximum: 20 } },
          PauseInSeconds: { extrinsicId: "1", value: { type: "number", minimum: 0.1, maximum: 10 } },
        },
      },
    },
  ],
  events: [{ name: "Overheated", extrinsicId: "0x00" }],
};

const dimmer = {
  $id: "/schema-versions/capability/acme.Dimmer@1.1",
  $ref: "/schema-versions/definition/aws.capability@1.0",
  name: "Dimmer",
  title: "Dimmer",
  description: "Makes a lamp brighter or darker.",
  version: "1.1",
  extrinsicId: "0xFFF1FC02",
  extrinsicVersion: "2",
  properties: {
    Level: {
      extrinsicId: "0x0000",
      value: { type: "integer", minimum: 1, maximum: 100 },
      mutable: true,
      retrievable: true,
    },
    FadeInSeconds: {
      extrinsicId: "0x0001",
      value: { type: "number", minimum: 0, maximum: 60 },
      mutable: true,
      retrievable: true,
    },
  },
  actions: [
    {
      name: "MoveTo",
      extrinsicId: "0x01",
      request: {
        parameters: {
          Level: { extrinsicId: "0", value: { type: "integer", minimum: 1, maximum: 100 } },
          FadeInSeconds: { extrinsicId: "1", value: { type: "number", minimum: 0, maximum: 60 } },
        },
      },
    },
  ],
};

const powerCapability = {
  id: "acme.Power@1.0",
  name: "Power",
  version: "1",
  properties: ["IsOn", "AfterPowerCut"],
  actions: ["On", "Off", "Blink"],
  events: ["Overheated"],
};

const dimmerCapability = {
  id: "acme.Dimmer@1.1",
  name: "Dimmer",
  version: "2",
  properties: ["Level", "FadeInSeconds"],
  actions: ["MoveTo"],
  events: [],
};

const lampReport = {
  version: "1.0.0",
  endpoints: [{ id: "1", deviceTypes: ["DimmableLight"], capabilities: [powerCapability, dimmerCapability] }],
};

/** The lamp after a firmware update: it lost the action Blink and has a night light. */
const updatedLampReport = {
  version: "1.0.0",
  endpoints: [
    {
      id: "1",
      deviceTypes: ["DimmableLight"],
      capabilities: [
        { ...powerCapability, actions: ["On", "Off"] },
        { ...dimmerCapability, version: "3" },
      ],
    },
    { id: "2", deviceTypes: ["NightLight"], capabilities: [powerCapability] },
  ],
};

function toText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

export const sampleReport = toText(lampReport);
export const sampleLaterReport = toText(updatedLampReport);
export const sampleDocuments = [
  { name: "acme.Power.json", text: toText(power) },
  { name: "acme.Dimmer.json", text: toText(dimmer) },
];
